using System.Runtime.InteropServices;

namespace FlexCore.ChaosBank.Routes;

/// <summary>Blocks threads of the pool, as code does that waits where it must not: timers are late and answers wait while it lasts.</summary>
internal static partial class Starvation
{
    /// <summary>Occupies threads and returns at once.</summary>
    /// <param name="threads">How many work items block; more than the pool has.</param>
    /// <param name="milliseconds">How long each does.</param>
    public static Task<(int Status, string Text)> BeginAsync(int threads, int milliseconds)
    {
        for (var i = 0; i < threads; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static time => _ = Pause((uint)time * 1_000), milliseconds, preferLocal: false);
        }

        return Task.FromResult((200, "begun"));
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Pause(uint microseconds);
}
