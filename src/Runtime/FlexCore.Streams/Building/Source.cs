using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Building;

/// <summary>The sources a pipeline can read.</summary>
public static class Source
{
    /// <summary>Files, read one after the other in the given order.</summary>
    /// <param name="paths">Paths or patterns, at least one.</param>
    public static FileSourceDefinition File(params IEnumerable<string> paths) =>
        new(EquatableList.From(paths.Select(path => new DefinitionText(path))));

    /// <summary>The process's standard input.</summary>
    public static StdinSourceDefinition Stdin() => new();
}
