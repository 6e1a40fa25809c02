namespace FlexCore.Application.Tests.EventIndex;

/// <summary>Waits on the clock of a test, which only the test moves.</summary>
internal static class ClockWaits
{
    public static async Task WhenPassedAsync(this TimeProvider clock, TimeSpan time, CancellationToken cancellationToken)
    {
        var rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = clock.CreateTimer(_ => rung.TrySetResult(), null, time, Timeout.InfiniteTimeSpan);
        await rung.Task.WaitAsync(cancellationToken);
    }
}
