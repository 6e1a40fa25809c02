using FlexCore.Persistence;

namespace FlexCore.CrashTarget;

/// <summary>Work that goes on until the process is killed, and reports what was acknowledged.</summary>
public interface ICrashWorkload
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    Task RunAsync(IStore store, AcknowledgementLog log, int seed);
}
