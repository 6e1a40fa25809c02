namespace FlexCore.Cli.Commands;

/// <summary>What <c>flexcore run</c> was asked to do, as typed.</summary>
internal sealed record RunArguments
{
    /// <summary>The pipeline file.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Inputs instead of the pipeline's own: paths, globs, or <c>-</c> for stdin. Empty = the pipeline's own.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Output instead of the pipeline's own: a path, or <c>-</c> for stdout.</summary>
    public string? Output { get; init; }

    /// <summary>Values of <c>${variables}</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether to go on with an interrupted run.</summary>
    public ResumeChoice Resume { get; init; }

    /// <summary>Whether the summary is one JSON object on stdout.</summary>
    public bool Json { get; init; }

    /// <summary>Whether progress and summary are left out.</summary>
    public bool Quiet { get; init; }

    /// <summary>The node that runs it, or several of one cluster; <see langword="null"/> to run it here.</summary>
    public IReadOnlyList<Uri>? Nodes { get; init; }

    /// <summary>What all commands share.</summary>
    public required CommonArguments Common { get; init; }
}
