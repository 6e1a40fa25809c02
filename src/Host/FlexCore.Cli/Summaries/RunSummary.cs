namespace FlexCore.Cli.Summaries;

/// <summary>How a run ended, for people and for scripts. The property names in camel case are the <c>--json</c> contract.</summary>
internal sealed record RunSummary
{
    /// <summary>The pipeline's name; <see langword="null"/> when the file could not be read.</summary>
    public string? Pipeline { get; init; }

    /// <summary>The exit code's name: <c>success</c>, <c>interrupted</c>, <c>record-failed</c>…</summary>
    public required string Status { get; init; }

    /// <summary>The exit code.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The run; a resumed run keeps its id.</summary>
    public string? RunId { get; init; }

    /// <summary>How often the run was started, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>Whether this attempt went on with an interrupted run.</summary>
    public bool Resumed { get; init; }

    /// <summary>Records read, all attempts together.</summary>
    public long RecordsIn { get; init; }

    /// <summary>Records written, all attempts together.</summary>
    public long RecordsOut { get; init; }

    /// <summary>Records that a step could not process.</summary>
    public long Errors { get; init; }

    /// <summary>Records put aside with their reason.</summary>
    public long DeadLetters { get; init; }

    /// <summary>Records behind the watermark.</summary>
    public long Late { get; init; }

    /// <summary>Bytes read, after decompression.</summary>
    public long BytesIn { get; init; }

    /// <summary>Checkpoints made durable.</summary>
    public long Checkpoints { get; init; }

    /// <summary>Duration of this attempt.</summary>
    public double DurationSeconds { get; init; }

    /// <summary>Records this attempt read per second.</summary>
    public long RecordsPerSecond { get; init; }

    /// <summary>Where the results are.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Where the dead letters are, if the pipeline keeps them.</summary>
    public string? DeadLetterOutput { get; init; }

    /// <summary>The data folder.</summary>
    public string? DataFolder { get; init; }

    /// <summary>What went wrong, or <see langword="null"/>.</summary>
    public string? Error { get; init; }
}
