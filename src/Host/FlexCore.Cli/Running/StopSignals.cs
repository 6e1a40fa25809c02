using System.Runtime.InteropServices;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Running;

/// <summary>SIGINT and SIGTERM: the first asks the run to drain and take a checkpoint, a second SIGINT ends it at once.</summary>
/// <remarks>Signals arrive on threads of their own; each task completes at most once.</remarks>
internal sealed class StopSignals : IDisposable
{
    private readonly TaskCompletionSource<ExitCode> _drain = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _abort = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    /// <summary>Begins to listen.</summary>
    public StopSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, ExitCode.Interrupted));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, ExitCode.Terminated));
    }

    /// <summary>Completes with the exit code of the first signal.</summary>
    public Task<ExitCode> Drain => _drain.Task;

    /// <summary>Completes at the second SIGINT.</summary>
    public Task Abort => _abort.Task;

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Handle(PosixSignalContext context, ExitCode code)
    {
        // Without this the runtime would end the process before the checkpoint is durable.
        context.Cancel = true;
        if (!_drain.TrySetResult(code) && code == ExitCode.Interrupted)
        {
            _abort.TrySetResult();
        }
    }
}
