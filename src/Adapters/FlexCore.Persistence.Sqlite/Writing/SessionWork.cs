using FlexCore.Application.Journal;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>A rare operation on its way: a lease, a snapshot, a checkpoint.</summary>
/// <typeparam name="T">What the caller gets.</typeparam>
/// <param name="apply">Runs in the transaction. It may refuse with a <see cref="JournalException"/> before it writes anything.</param>
/// <param name="undo">Takes back changes in memory, if it makes any.</param>
internal sealed class SessionWork<T>(Func<WriterSession, Answer<T>> apply, Action<WriterSession>? undo = null) : CommitWork
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Answer<T> _answer;

    public Task<T> Outcome => _outcome.Task;

    public override void Apply(WriterSession session) => _answer = apply(session);

    public override void Undo(WriterSession session)
    {
        if (_answer.Refusal is null)
        {
            undo?.Invoke(session);
        }
    }

    public override void Fail(JournalException error) => _answer = new Answer<T>(default, error);

    public override void Complete()
    {
        if (_answer.Refusal is { } refusal)
        {
            _outcome.SetException(refusal);
        }
        else if (_answer.Value is { } value)
        {
            _outcome.SetResult(value);
        }
    }
}
