namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads <c>vars</c> and applies the overrides.</summary>
internal static class VariableReader
{
    /// <summary>The key of the variables.</summary>
    public const string Key = "vars";

    /// <summary>Reads the variables of a pipeline.</summary>
    /// <param name="root">The pipeline.</param>
    /// <param name="overrides">Values that win.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public static Dictionary<string, string> Read(MappingNode root, IReadOnlyDictionary<string, string> overrides, DiagnosticBag diagnostics)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var node = root.Entries.FirstOrDefault(entry => entry.Key.Text == Key)?.Value;
        if (node is MappingNode mapping)
        {
            foreach (var entry in mapping.Entries)
            {
                if (entry.Value is ScalarNode { IsNull: false } scalar)
                {
                    variables[entry.Key.Text] = scalar.Text.Text;
                }
                else
                {
                    diagnostics.Add(DiagnosticCodes.WrongType, entry.Value.Mark, $"The variable '{entry.Key}' must be a text, number or boolean, not {entry.Value.Description}.");
                }
            }
        }
        else if (node is not null and not ScalarNode { IsNull: true })
        {
            diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"'vars' must be a mapping, not {node.Description}.");
        }

        foreach (var (name, value) in overrides)
        {
            if (!variables.ContainsKey(name))
            {
                diagnostics.Add(
                    DiagnosticCodes.UnknownVariable,
                    root.Mark,
                    $"The variable '{name}' is set from outside, but the pipeline does not declare it under vars.",
                    NameSuggestion.For(name, variables.Keys));
            }

            variables[name] = value;
        }

        return variables;
    }
}
