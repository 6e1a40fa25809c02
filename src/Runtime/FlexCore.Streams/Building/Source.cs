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

    /// <summary>A file that grows: reads on as <c>tail -F</c> does, over rotations.</summary>
    /// <param name="path">The file; need not exist yet.</param>
    public static FileSourceDefinition Follow(string path) => new([new DefinitionText(path)]) { Follow = true };

    /// <summary>Records made by expressions over <c>n</c>, <c>time</c>, <c>random</c>, <c>random2</c> and <c>random3</c>.</summary>
    /// <param name="fields">Names and expressions.</param>
    public static GenerateSourceDefinition Generate(params IEnumerable<(string Name, string Expression)> fields) => new(PipelineBuilder.Named(fields));

    /// <summary>Several sources as one: those that end in the given order, then those without an end as their records arrive.</summary>
    /// <param name="sources">The sources, at least one.</param>
    public static UnionSourceDefinition Union(params IEnumerable<SourceDefinition> sources) => new(EquatableList.From(sources));

    /// <summary>What is posted to the pipeline over HTTP.</summary>
    public static HttpSourceDefinition Http() => new();

    /// <summary>The records of an event topic.</summary>
    /// <param name="name">The topic.</param>
    public static TopicSourceDefinition Topic(string name) => new(name);

    /// <summary>The answer of an HTTP endpoint, once; <see langword="with"/> sets how often and how to turn its pages.</summary>
    /// <param name="url">The absolute address.</param>
    public static PollSourceDefinition Poll(string url) => new(url);
}
