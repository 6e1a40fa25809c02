namespace FlexCore.Streams.Definition.Loading;

/// <summary>The parts of a pipeline file as its author wrote them, each as compact JSON: variables are not replaced, so a secret that stands for one is not in it.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class PipelineOutline
{
    private PipelineOutline(string source, IReadOnlyList<string> steps, IReadOnlyList<string> sinks)
    {
        Source = source;
        Steps = steps;
        Sinks = sinks;
    }

    /// <summary>The source.</summary>
    public string Source { get; }

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<string> Steps { get; }

    /// <summary>The sinks in order; none when all records end in routes.</summary>
    public IReadOnlyList<string> Sinks { get; }

    /// <summary>Reads the parts of a file that <see cref="PipelineLoader"/> has found without mistakes; of another file it gives the parts that are there.</summary>
    /// <param name="text">YAML or JSON.</param>
    public static PipelineOutline Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var root = DocumentReader.Read(text, new DiagnosticBag()) as MappingNode;
        return new PipelineOutline(
            Find(root, "source") is { } source ? NodeJson.Write(source) : "{}",
            Items(Find(root, "steps")),
            Items(Find(root, "sinks") ?? Find(root, "sink")));
    }

    private static DocumentNode? Find(MappingNode? mapping, string key) => mapping?.Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;

    private static IReadOnlyList<string> Items(DocumentNode? node) => node switch
    {
        null => [],
        SequenceNode list => [.. list.Items.Select(NodeJson.Write)],
        _ => [NodeJson.Write(node)],
    };
}
