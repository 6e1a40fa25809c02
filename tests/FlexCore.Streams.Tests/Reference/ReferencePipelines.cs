using FlexCore.Streams.Reference;

namespace FlexCore.Streams.Tests.Reference;

/// <summary>A pipeline for each example of the reference.</summary>
internal static class ReferencePipelines
{
    /// <summary>One with every key of the file, then one for each example.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        """
        name: everything
        description: every key of the file
        vars: { limit: 400 }
        source: stdin
        steps:
          - parse: combined
          - filter: status >= ${limit}
            onError: skip
        sinks: [ stdout ]
        onError: deadletter
        deadLetter: { file: dead.ndjson }
        checkpoint: { every: 2s }
        partitions: 2
        parallelism: auto
        """,
        """
        name: spread
        source: { topic: orders }
        steps: [ parse: json ]
        sink: { topic: rows }
        spread: { partitions: 4, by: customer.id }
        """,
        .. SourceEntries.All.SelectMany(entry => entry.Examples).Select(example => $"name: x\nsource: {{ {example} }}\nsink: {{ stdout: {{}} }}"),
        .. StepEntries.All.SelectMany(entry => entry.Examples).Select(WithStep),
        .. SinkEntries.All.SelectMany(entry => entry.Examples).Select(example => $"name: x\nsource: {{ stdin: {{}} }}\nsteps: [ parse: combined ]\nsink: {{ {example} }}"),
    ];

    /// <summary>The keys of each mapping that the reference describes, by the loaders' names for the mappings.</summary>
    public static Dictionary<string, HashSet<string>> DocumentedKeys()
    {
        var keys = new Dictionary<string, HashSet<string>>
        {
            ["a source"] = [.. SourceEntries.All.Select(entry => entry.Kind)],
            ["a step"] = [.. StepEntries.All.Select(entry => entry.Kind), .. StepEntries.Companions.Select(key => key.Name)],
            ["a sink"] = [.. SinkEntries.All.Select(entry => entry.Kind)],
            ["a deadLetter"] = [.. SinkEntries.All.Select(entry => entry.Kind)],
        };
        Add(PipelineEntry.File.Value);
        foreach (var entry in SourceEntries.All.Concat(StepEntries.All).Concat(SinkEntries.All))
        {
            Add(entry.Value);
        }

        return keys;

        void Add(KeyType type)
        {
            switch (type)
            {
                case ObjectType mapping:
                    keys.TryAdd(mapping.Where, []);
                    keys[mapping.Where].UnionWith(mapping.Keys.Select(key => key.Name));
                    mapping.Keys.ToList().ForEach(key => Add(key.Type));
                    break;
                case EitherType either:
                    either.Types.ToList().ForEach(Add);
                    break;
                case ListType list:
                    Add(list.Items);
                    break;
                case MappingType mapping:
                    Add(mapping.Values);
                    break;
            }
        }
    }

    private static string WithStep(string example) => example.StartsWith("parse", StringComparison.Ordinal)
        ? $"name: x\nsource: {{ stdin: {{}} }}\nsteps:\n  - {example}\nsink: {{ stdout: {{}} }}"
        : $"name: x\nsource: {{ stdin: {{}} }}\nsteps:\n  - parse: combined\n  - {example}\nsink: {{ stdout: {{}} }}";
}
