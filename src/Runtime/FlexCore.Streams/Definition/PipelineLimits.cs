namespace FlexCore.Streams.Definition;

/// <summary>The greatest values that a pipeline may ask for.</summary>
public static class PipelineLimits
{
    /// <summary>The greatest number of state partitions.</summary>
    public const int MaxPartitions = 256;

    /// <summary>The greatest number of partitions that a pipeline is spread over: each of them reads the whole topic.</summary>
    public const int MaxSpread = 64;

    /// <summary>The greatest number of workers for stateless steps.</summary>
    public const int MaxParallelism = 256;

    /// <summary>The greatest number of steps.</summary>
    public const int MaxSteps = 200;

    /// <summary>The greatest number of records that a batch step joins.</summary>
    public const int MaxBatchSize = 100_000;

    /// <summary>The greatest number of panes that a sliding window is put together from: an hour by the second.</summary>
    public const int MaxPanes = 3_600;

    /// <summary>The greatest number of keys that a dedupe or rateOfChange step remembers at a time.</summary>
    public const int MaxKeys = 1_000_000;

    /// <summary>The number of keys that a dedupe or rateOfChange step remembers unless it says otherwise.</summary>
    public const int DefaultKeys = 100_000;

    /// <summary>The greatest number of records that a sort step holds at a time.</summary>
    public const int MaxSortedRecords = 1_000_000;

    /// <summary>The number of records that a sort step holds unless it says otherwise.</summary>
    public const int DefaultSortedRecords = 100_000;

    /// <summary>The greatest number of routes of one branch, the one for all others included.</summary>
    public const int MaxRoutes = 32;

    /// <summary>The greatest number of sources of a union.</summary>
    public const int MaxSources = 32;

    /// <summary>How deep branches may stand inside each other.</summary>
    public const int MaxBranchDepth = 8;

    /// <summary>The longest pipeline name, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>The greatest number of records of which a sample step keeps one.</summary>
    public const int MaxSampleEvery = 1_000_000_000;

    /// <summary>The greatest number of records that a step may make of one.</summary>
    public const int MaxFanOut = 100_000;

    /// <summary>The greatest rate of a generator, in records a second.</summary>
    public const double MaxRate = 10_000_000;

    /// <summary>The most rows in one request of an HTTP sink.</summary>
    public const int MaxHttpBatch = 10_000;

    /// <summary>The most often that an HTTP request is tried again.</summary>
    public const int MaxRetries = 100;

    /// <summary>The most redirects that an HTTP request follows.</summary>
    public const int MaxRedirects = 10;

    /// <summary>The largest answer of an HTTP poll, in bytes.</summary>
    public const int MaxHttpBody = 256 * 1024 * 1024;

    /// <summary>The most pages of one poll.</summary>
    public const int MaxPages = 1_000_000;
}
