using System.Globalization;

namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads the keys of one mapping: remembers what was asked for, so that every other key is an error with a suggestion.</summary>
/// <remarks>Used by one thread while a file is loaded.</remarks>
internal sealed class MappingReader
{
    private readonly MappingNode _node;
    private readonly string _where;
    private readonly List<string> _asked = [];

    /// <summary>Creates a reader.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="where">What the mapping is, for messages: <c>the source</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public MappingReader(MappingNode node, string where, LoadContext context)
    {
        _node = node;
        _where = where;
        Context = context;
    }

    /// <summary>Variables and mistakes.</summary>
    public LoadContext Context { get; }

    /// <summary>The mapping's place.</summary>
    public Mark Mark => _node.Mark;

    /// <summary>A key's value as it is, or <see langword="null"/>.</summary>
    /// <param name="key">The key.</param>
    public DocumentNode? Node(string key)
    {
        _asked.Add(key);
        return _node.Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;
    }

    /// <summary>A key's value as it is; missing is a mistake.</summary>
    /// <param name="key">The key.</param>
    public DocumentNode? RequiredNode(string key)
    {
        var node = Node(key);
        if (node is null)
        {
            Context.Diagnostics.Add(DiagnosticCodes.MissingKey, Mark, $"{Capital(_where)} needs the key '{key}'.");
        }

        return node;
    }

    /// <summary>A text, or <see langword="null"/>.</summary>
    /// <param name="key">The key.</param>
    public DefinitionText? Text(string key) => Node(key) is { } node ? Context.Text(node, key) : null;

    /// <summary>A text; missing is a mistake and reads as empty.</summary>
    /// <param name="key">The key.</param>
    public DefinitionText RequiredText(string key) => RequiredNode(key) is { } node ? Context.Text(node, key) ?? string.Empty : string.Empty;

    /// <summary>One of an enumeration's names, in camel case or lower case.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="key">The key.</param>
    public T? Choice<T>(string key)
        where T : struct, Enum => Text(key) is { } text ? Context.Choice<T>(text, key) : null;

    /// <summary>A duration, or the default: also after a reported mistake, so that one mistake is reported once.</summary>
    /// <param name="key">The key.</param>
    /// <param name="otherwise">The default.</param>
    public TimeSpan Duration(string key, TimeSpan otherwise) => Text(key) is { } text ? Context.Duration(text, key) ?? otherwise : otherwise;

    /// <summary>A duration longer than nothing, or <see langword="null"/>: also after a reported mistake.</summary>
    /// <param name="key">The key.</param>
    public TimeSpan? PositiveDuration(string key)
    {
        if (Text(key) is not { } text || Context.Duration(text, key) is not { } duration)
        {
            return null;
        }

        if (duration > TimeSpan.Zero)
        {
            return duration;
        }

        Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, $"'{key}' must be longer than nothing.", $"For example: {key}: 1m");
        return null;
    }

    /// <summary>A whole number from 1 to a limit, or <see langword="null"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="limit">The greatest allowed number.</param>
    public int? Count(string key, int limit)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= limit)
        {
            return number;
        }

        Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, $"'{key}' must be a whole number from 1 to {limit:N0}, not '{text}'.");
        return null;
    }

    /// <summary>A whole number in a range, or <see langword="null"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="low">The least allowed number.</param>
    /// <param name="high">The greatest allowed number.</param>
    public long? Integer(string key, long low, long high)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high)
        {
            return number;
        }

        Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, FormattableString.Invariant($"'{key}' must be a whole number from {low:N0} to {high:N0}, not '{text}'."));
        return null;
    }

    /// <summary>A number above zero, or <see langword="null"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="high">The greatest allowed number.</param>
    public double? Number(string key, double high)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= high)
        {
            return number;
        }

        Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, FormattableString.Invariant($"'{key}' must be a number above 0 and up to {high:N0}, not '{text}'."));
        return null;
    }

    /// <summary>True or false, or <see langword="null"/>.</summary>
    /// <param name="key">The key.</param>
    public bool? Flag(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (text.Text is "true" or "false")
        {
            return text.Text == "true";
        }

        Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, $"'{key}' must be true or false, not '{text}'.");
        return null;
    }

    /// <summary>Reports every key that nobody asked for.</summary>
    public void Finish()
    {
        Context.Know(_where, _asked);
        foreach (var entry in _node.Entries.Where(entry => !_asked.Contains(entry.Key.Text)))
        {
            Context.Diagnostics.Add(
                DiagnosticCodes.UnknownKey,
                entry.Key.Mark,
                $"{Capital(_where)} has no key '{entry.Key}'.",
                FlowCut.Help(_node, entry) ?? NameSuggestion.For(entry.Key.Text, _asked));
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
