using FlexCore.Application.Journal;

namespace FlexCore.Testing.Faults;

/// <summary>An append that waits for the test. Touched under the lock of its <see cref="FaultInjectingJournal"/> only.</summary>
internal sealed class HeldAppend(AppendRequest request, JournalFault fault, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<Task<AppendResult>> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AppendRequest Request { get; } = request;

    public JournalFault Fault { get; } = fault;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public Task<AppendResult> Outcome => _started.Task.Unwrap();

    public void Start(Task<AppendResult> running) => _started.SetResult(running);
}
