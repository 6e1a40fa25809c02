using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Execution;

/// <summary>The bounds of running streams.</summary>
public sealed class StreamsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "flexcore.streams";

    /// <summary>How many bytes of the source travel together through a pipeline.</summary>
    /// <value>The default value is 65,536 bytes: large enough to make hand-over cheap, small enough to stay in the cache and off the large object heap.</value>
    public int ChunkSize { get; set; } = 64 * 1024;

    /// <summary>The longest record in bytes; a longer one is a failed record and is never held in memory.</summary>
    /// <value>The default value is 1,048,576 bytes.</value>
    public int MaxRecordLength { get; set; } = 1024 * 1024;

    /// <summary>Workers for the stateless steps of a pipeline that says <c>parallelism: auto</c>.</summary>
    /// <value>The default value is 0: one for each processor.</value>
    public int Parallelism { get; set; }

    /// <summary>How many chunks may be under way for each worker: bounds memory, and decides how far reading may run ahead.</summary>
    /// <value>The default value is 4.</value>
    public int ChunksInFlight { get; set; } = 4;

    /// <summary>How often a run restarts from its last checkpoint after an unavailable source or sink, without a checkpoint in between.</summary>
    /// <value>The default value is 10; 0 fails at once.</value>
    public int MaxRestarts { get; set; } = 10;

    /// <summary>The wait before the first restart; doubles with each further one.</summary>
    /// <value>The default value is 500 milliseconds.</value>
    public TimeSpan RestartDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait before a restart.</summary>
    /// <value>The default value is 30 seconds.</value>
    public TimeSpan MaxRestartDelay { get; set; } = TimeSpan.FromSeconds(30);

    internal SourceSettings Source => new(ChunkSize, MaxRecordLength);

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names the key, the value and the remedy.</exception>
    public void Validate()
    {
        Check(ChunkSize, "chunk-size", 16, 64 * 1024 * 1024);
        Check(MaxRecordLength, "max-record-length", SourceSettings.KeptOfLongRecord, 512 * 1024 * 1024);
        Check(Parallelism, "parallelism", 0, Definition.PipelineLimits.MaxParallelism);
        Check(ChunksInFlight, "chunks-in-flight", 1, 1024);
        Check(MaxRestarts, "max-restarts", 0, 1_000_000);
        Check(RestartDelay.TotalMilliseconds, "restart-delay", 1, 3_600_000);
        Check(MaxRestartDelay.TotalMilliseconds, "max-restart-delay", RestartDelay.TotalMilliseconds, 86_400_000);
    }

    private static void Check(double value, string key, double low, double high)
    {
        if (value < low || value > high)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.{key} is {value}; set it to a value from {low} to {high}."));
        }
    }
}
