using System.Globalization;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Compilation;

/// <summary>The options of one call, checked against the operator's description.</summary>
internal sealed class OperatorArguments
{
    private readonly Dictionary<string, EquatableList<DefinitionText>> _values;

    private OperatorArguments(Dictionary<string, EquatableList<DefinitionText>> values) => _values = values;

    /// <summary>All given options and defaults.</summary>
    public IReadOnlyDictionary<string, EquatableList<DefinitionText>> Values => _values;

    /// <summary>All given options and defaults, by name: what the fingerprint hashes.</summary>
    public IEnumerable<KeyValuePair<string, EquatableList<DefinitionText>>> Sorted => _values.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Checks the options of a call and adds defaults.</summary>
    /// <param name="call">The call.</param>
    /// <param name="description">The operator.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public static OperatorArguments Bind(OperatorCall call, OperatorDescription description, DiagnosticBag diagnostics)
    {
        var values = new Dictionary<string, EquatableList<DefinitionText>>(StringComparer.Ordinal);
        foreach (var argument in call.Arguments)
        {
            if (description.Options.FirstOrDefault(option => option.Name == argument.Name.Text) is not { } option)
            {
                var suggestion = NameSuggestion.For(argument.Name.Text, description.Options.Select(known => known.Name));
                diagnostics.Add(DiagnosticCodes.UnknownKey, argument.Name.Mark, $"The {call.Name} step has no option '{argument.Name}'.", suggestion);
                continue;
            }

            if (!values.TryAdd(option.Name, argument.Values))
            {
                diagnostics.Add(DiagnosticCodes.DuplicateKey, argument.Name.Mark, $"The option '{argument.Name}' occurs twice.", "Remove one of them.");
            }

            Check(option, argument, diagnostics);
        }

        foreach (var option in description.Options.Where(option => !values.ContainsKey(option.Name)))
        {
            if (option.IsRequired)
            {
                diagnostics.Add(DiagnosticCodes.MissingKey, call.Mark, $"The {call.Name} step needs the option '{option.Name}': {option.Meaning}.");
            }
            else if (option.Default is { } standard)
            {
                values[option.Name] = [new DefinitionText(standard, call.Mark)];
            }
        }

        return new OperatorArguments(values);
    }

    /// <summary>An option's values, if it was given or has a default.</summary>
    /// <param name="option">The option.</param>
    public EquatableList<DefinitionText>? Find(string option) => _values.GetValueOrDefault(option);

    /// <summary>The place of a text among the options, so that mistakes about it can be shown there.</summary>
    /// <param name="text">The text.</param>
    public DefinitionText? Locate(string text) => _values.Values.SelectMany(values => values).FirstOrDefault(value => value.Text == text);

    private static void Check(OperatorOption option, OperatorArgument argument, DiagnosticBag diagnostics)
    {
        if (argument.IsList && option.Kind != OptionKind.Fields)
        {
            diagnostics.Add(DiagnosticCodes.WrongType, argument.Name.Mark, $"'{option.Name}' must be one value, not a list of {argument.Values.Count}.");
            return;
        }

        if (argument.Values.Count == 0)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, argument.Name.Mark, $"'{option.Name}' must not be empty.");
            return;
        }

        var value = argument.Values[0];
        var (isValid, wanted) = option.Kind switch
        {
            OptionKind.Number => (double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number), "a number"),
            OptionKind.WholeNumber => (long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _), "a whole number"),
            OptionKind.Flag => (value.Text is "true" or "false", "true or false"),
            OptionKind.Duration => (DurationText.TryParse(value.Text, out _), "a duration such as 500ms, 10s, 1m, 2h or 1d"),
            OptionKind.Choice => (option.Choices.Contains(value.Text), $"one of {string.Join(", ", option.Choices)}"),
            OptionKind.Field or OptionKind.Fields => (argument.Values.All(name => name.Text.Length > 0), "the name of a field"),
            _ => (true, string.Empty),
        };
        if (!isValid)
        {
            var suggestion = option.Kind == OptionKind.Choice ? NameSuggestion.For(value.Text, option.Choices) : null;
            diagnostics.Add(DiagnosticCodes.InvalidValue, value.Mark, $"'{option.Name}' must be {wanted}, not '{value}'.", suggestion);
        }
    }
}
