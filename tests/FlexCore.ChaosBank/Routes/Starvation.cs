using System.Runtime.InteropServices;

namespace FlexCore.ChaosBank.Routes;

/// <summary>Blocks threads of the pool, as code does that waits where it must not: timers are late and answers wait while it lasts.</summary>
internal static partial class Starvation
{
    /// <summary>Occupies threads and returns at once.</summary>
    /// <param name="threads">How many work items block; more than the pool has.</param>
    /// <param name="milliseconds">When all of them end, counted from now, also those that got their thread late.</param>
    public static Task<(int Status, string Text)> BeginAsync(int threads, int milliseconds)
    {
        var begin = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < threads; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static work =>
                {
                    var left = work.milliseconds - TimeProvider.System.GetElapsedTime(work.begin).TotalMilliseconds;
                    _ = left > 0 ? Pause((uint)(left * 1_000)) : 0;
                },
                (begin, milliseconds),
                preferLocal: false);
        }

        return Task.FromResult((200, "begun"));
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Pause(uint microseconds);
}
