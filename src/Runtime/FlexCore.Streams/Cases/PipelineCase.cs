using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Cases;

/// <summary>One example of what a pipeline makes of an input. Immutable.</summary>
public sealed record PipelineCase
{
    /// <summary>What the case shows, as a sentence.</summary>
    public required string Name { get; init; }

    /// <summary>The place in the file.</summary>
    public Mark Mark { get; init; }

    /// <summary>Values that replace those under <c>vars</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The text that the source gives, line ends included; <see langword="null"/> when <see cref="InputFile"/> holds it.</summary>
    public string? Input { get; init; }

    /// <summary>A file with the input, relative to the file of the case.</summary>
    public string? InputFile { get; init; }

    /// <summary>The expected records of each checked sink, as JSON texts; the key is the sink's place, target or table, and empty for the only sink.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Outputs { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The expected dead letters as JSON texts; only the named fields are compared. <see langword="null"/> when they are not checked one by one.</summary>
    public IReadOnlyList<string>? DeadLetters { get; init; }

    /// <summary>How many records a step may fail on.</summary>
    /// <value>The default value is <see langword="null"/>: as many as there are <see cref="DeadLetters"/>, none without them.</value>
    public int? Errors { get; init; }

    /// <summary>How many records may be late, or <see langword="null"/> when that is not checked.</summary>
    public int? Late { get; init; }

    /// <summary>The code of the failure that must end the run, or <see langword="null"/> when the run must complete.</summary>
    public string? Fails { get; init; }

    /// <summary>Fields that take no part in the comparison.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Whether the order of the records matters.</summary>
    /// <value>The default value is <see cref="CaseOrder.Exact"/>.</value>
    public CaseOrder Order { get; init; }

    /// <summary>Which fields of a record are compared.</summary>
    /// <value>The default value is <see cref="CaseFields.All"/>.</value>
    public CaseFields Fields { get; init; }
}
