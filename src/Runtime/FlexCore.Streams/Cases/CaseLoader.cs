using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Cases;

/// <summary>Reads cases from YAML or JSON: from a file of their own, or from the key <c>tests</c> of a pipeline file. Pure; thread-safe.</summary>
public static class CaseLoader
{
    /// <summary>The key that holds the cases.</summary>
    public const string Key = "tests";

    /// <summary>The most cases of one file.</summary>
    public const int MaxCases = 1_000;

    /// <summary>Reads cases from text.</summary>
    /// <param name="text">YAML or JSON: a file of cases, or a pipeline.</param>
    public static CaseLoadResult Load(string text) => Load(text, out _);

    /// <summary>Reads cases from text.</summary>
    /// <param name="text">YAML or JSON: a file of cases, or a pipeline.</param>
    /// <param name="keys">For each kind of mapping that was read, the keys it may have.</param>
    internal static CaseLoadResult Load(string text, out IReadOnlyDictionary<string, HashSet<string>> keys)
    {
        ArgumentNullException.ThrowIfNull(text);
        keys = new Dictionary<string, HashSet<string>>();
        var diagnostics = new DiagnosticBag();
        var root = DocumentReader.Read(text, diagnostics);
        CaseFile? file = null;
        if (root is MappingNode mapping)
        {
            // Nothing is replaced here: a ${variable} in a case is part of its data.
            var context = new LoadContext(diagnostics, VariableSubstitution.None);
            file = ReadFile(mapping, context);
            keys = context.KnownKeys;
        }
        else if (root is not null)
        {
            diagnostics.Add(DiagnosticCodes.WrongType, root.Mark, $"A file of cases must be a mapping, not {root.Description}.", "Begin with 'tests:'.");
        }

        return new CaseLoadResult(diagnostics.IsEmpty ? file : null, diagnostics.Items);
    }

    private static CaseFile ReadFile(MappingNode mapping, LoadContext context)
    {
        var isPipeline = mapping.Entries.Any(entry => entry.Key.Text == "source");
        var reader = new MappingReader(mapping, "the file of cases", context);
        var pipeline = isPipeline ? null : reader.Text("pipeline")?.Text;
        var cases = (isPipeline ? reader.Node(Key) : reader.RequiredNode(Key)) is { } node ? ReadCases(node, context) : [];
        if (!isPipeline)
        {
            // The other keys of a pipeline are the pipeline loader's business.
            reader.Finish();
        }

        return new CaseFile(pipeline, isPipeline, cases);
    }

    private static List<PipelineCase> ReadCases(DocumentNode node, LoadContext context)
    {
        var cases = new List<PipelineCase>();
        if (node is not SequenceNode { Items: var items })
        {
            context.Diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"'{Key}' must be a list of cases, not {node.Description}.", "Begin each case with '- name: …'.");
            return cases;
        }

        if (items.Count > MaxCases)
        {
            context.Diagnostics.Add(DiagnosticCodes.TooLarge, node.Mark, $"'{Key}' has {items.Count:N0} cases; at most {MaxCases:N0} are read.", "Divide them among several files.");
            return cases;
        }

        foreach (var item in items)
        {
            if (context.Mapping(item, "a case", "the case") is { } reader)
            {
                cases.Add(CaseReader.Read(reader));
            }
        }

        foreach (var twice in cases.GroupBy(one => one.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            context.Diagnostics.Add(DiagnosticCodes.DuplicateKey, twice.Last().Mark, $"Two cases have the name '{twice.Key}'.", "Give each case a name of its own.");
        }

        return cases;
    }
}
