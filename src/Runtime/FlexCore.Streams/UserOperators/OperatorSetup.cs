using System.Globalization;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.UserOperators;

/// <summary>What an operator is made from: the options that the pipeline gives it, and access to the fields of the records.</summary>
/// <remarks>Use it in the operator's constructor only. A wrong combination of options is an <see cref="OperatorOptionException"/>, which is reported like any mistake in the pipeline.</remarks>
public sealed class OperatorSetup
{
    private readonly IReadOnlyDictionary<string, EquatableList<DefinitionText>> _options;
    private readonly IOperatorFields _fields;

    internal OperatorSetup(IReadOnlyDictionary<string, EquatableList<DefinitionText>> options, IOperatorFields fields)
    {
        _options = options;
        _fields = fields;
    }

    /// <summary>Whether an option was given or has a default.</summary>
    /// <param name="option">The option.</param>
    public bool Has(string option) => _options.ContainsKey(option);

    /// <summary>An option's text.</summary>
    /// <param name="option">The option.</param>
    /// <exception cref="InvalidOperationException">The option was not given and has no default: make it required, or ask <see cref="Has"/>.</exception>
    public string Text(string option) => Value(option).Text;

    /// <summary>The texts of an option that takes a list.</summary>
    /// <param name="option">The option.</param>
    /// <exception cref="InvalidOperationException">The option was not given and has no default.</exception>
    public IReadOnlyList<string> Texts(string option) => [.. Values(option).Select(value => value.Text)];

    /// <summary>The number of a <see cref="OptionKind.Number"/>.</summary>
    /// <param name="option">The option.</param>
    /// <exception cref="InvalidOperationException">The option was not given and has no default.</exception>
    public double Number(string option) => double.TryParse(Text(option), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The number of a <see cref="OptionKind.WholeNumber"/>.</summary>
    /// <param name="option">The option.</param>
    /// <exception cref="InvalidOperationException">The option was not given and has no default.</exception>
    public long WholeNumber(string option) => long.TryParse(Text(option), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The value of a <see cref="OptionKind.Flag"/>.</summary>
    /// <param name="option">The option.</param>
    /// <exception cref="InvalidOperationException">The option was not given and has no default.</exception>
    public bool Flag(string option) => Text(option) == "true";

    /// <summary>The value of a <see cref="OptionKind.Duration"/>.</summary>
    /// <param name="option">The option.</param>
    /// <exception cref="InvalidOperationException">The option was not given and has no default.</exception>
    public TimeSpan Duration(string option) => DurationText.TryParse(Text(option), out var duration) ? duration : TimeSpan.Zero;

    /// <summary>Asks to read a field; a field that no record can have at this step is a mistake of the pipeline.</summary>
    /// <param name="field">The field's name.</param>
    public Field Reads(string field)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        return new Field(_fields.Read(field));
    }

    /// <summary>Asks for the value of an option's expression, computed for each record before the operator sees it.</summary>
    /// <param name="option">An option of kind <see cref="OptionKind.Expression"/>.</param>
    /// <exception cref="InvalidOperationException">The option was not given and has no default.</exception>
    public Field Computes(string option) => new(_fields.Compute(option, Value(option)));

    /// <summary>Asks to write a field: a new one at the end of the record, or one that exists, which keeps its place and, unless it is set, its value.</summary>
    /// <param name="field">The field's name.</param>
    public Field Writes(string field)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        return new Field(_fields.Write(field));
    }

    private DefinitionText Value(string option) => Values(option) is [var first, ..] ? first : new DefinitionText(string.Empty);

    private EquatableList<DefinitionText> Values(string option) => _options.GetValueOrDefault(option)
        ?? throw new InvalidOperationException($"The option '{option}' was not given and has no default. Make it required, give it a default, or ask Has first.");
}
