namespace FlexCore.Streams.Definition;

/// <summary>The keys of steps in pipeline files.</summary>
internal static class StepKinds
{
    /// <summary>The built-in steps.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } =
    [
        "parse", "filter", "map", "select", "omit", "rename", "window", "group", "batch", "dedupe", "rateOfChange", "sort", "branch",
        "explode", "sample", "validate", "lookup", "throttle",
    ];

    /// <summary>The keys that may stand beside a step's kind.</summary>
    public static IReadOnlyList<string> Companions { get; } = ["onError"];
}
