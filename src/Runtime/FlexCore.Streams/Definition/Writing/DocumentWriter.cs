using System.Globalization;
using System.Text;

namespace FlexCore.Streams.Definition.Writing;

/// <summary>Writes JSON that is also YAML, in the form that the loader reads.</summary>
/// <remarks>Used by one thread while a document is written.</remarks>
/// <param name="isCompact">Whether everything stands on one line, without spaces.</param>
internal sealed class DocumentWriter(bool isCompact = false)
{
    private readonly StringBuilder _json = new();
    private int _depth;
    private bool _isFirst = true;

    /// <summary>What was written.</summary>
    public override string ToString() => _json.ToString();

    /// <summary>Writes a mapping as a value.</summary>
    /// <param name="body">Writes its entries.</param>
    public void Mapping(Action body) => Nested('{', '}', body);

    /// <summary>Writes a list as a value.</summary>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one as a value.</param>
    public void List<T>(IEnumerable<T> items, Action<T> write) => Nested('[', ']', () =>
    {
        foreach (var item in items)
        {
            NewLine();
            write(item);
        }
    });

    /// <summary>Begins an entry: its value comes next. Keys are names; variables are not replaced in them.</summary>
    /// <param name="key">The key.</param>
    public void Key(string key)
    {
        NewLine();
        Quoted(key);
        _json.Append(isCompact ? ":" : ": ");
    }

    /// <summary>Writes a text as a value, so that no variable is found in it.</summary>
    /// <param name="text">The text.</param>
    public void Value(string text) => Quoted(text.Replace("${", "$${", StringComparison.Ordinal));

    /// <summary>Writes an entry whose value is JSON already.</summary>
    /// <param name="key">The key.</param>
    /// <param name="json">The value.</param>
    public void Raw(string key, string json)
    {
        Key(key);
        _json.Append(json);
    }

    /// <summary>Writes an entry with a text, or nothing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">The text, if any.</param>
    public void Text(string key, DefinitionText? text)
    {
        if (text is not null)
        {
            Key(key);
            Value(text.Text);
        }
    }

    /// <summary>Writes an entry with a number, or nothing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="number">The number, if any.</param>
    public void Number(string key, long? number)
    {
        if (number is { } value)
        {
            Raw(key, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes an entry with true or false, unless it is the default.</summary>
    /// <param name="key">The key.</param>
    /// <param name="flag">The value.</param>
    /// <param name="default">What stands for no entry.</param>
    public void Flag(string key, bool? flag, bool? @default)
    {
        if (flag is { } value && flag != @default)
        {
            Raw(key, value ? "true" : "false");
        }
    }

    /// <summary>Writes an entry with a name of an enumeration, unless it is the default.</summary>
    /// <param name="key">The key.</param>
    /// <param name="choice">The value.</param>
    /// <param name="default">What stands for no entry.</param>
    public void Choice<T>(string key, T choice, T @default)
        where T : struct, Enum => Choice(key, EqualityComparer<T>.Default.Equals(choice, @default) ? null : (T?)choice);

    /// <summary>Writes an entry with a name of an enumeration, or nothing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="choice">The value, if any.</param>
    public void Choice<T>(string key, T? choice)
        where T : struct, Enum
    {
        if (choice is { } value)
        {
            Key(key);
            Quoted(value.ToString().ToLowerInvariant());
        }
    }

    /// <summary>Writes an entry with a duration, unless it is the default.</summary>
    /// <param name="key">The key.</param>
    /// <param name="duration">The value.</param>
    /// <param name="default">What stands for no entry.</param>
    public void Duration(string key, TimeSpan? duration, TimeSpan? @default)
    {
        if (duration is { } value && duration != @default)
        {
            Key(key);
            Quoted(ExactText.Of(value, key));
        }
    }

    /// <summary>Writes an entry with names and their texts.</summary>
    /// <param name="key">The key.</param>
    /// <param name="pairs">The pairs.</param>
    public void Named(string key, IEnumerable<NamedText> pairs)
    {
        Key(key);
        Mapping(() => Pairs(pairs));
    }

    /// <summary>Writes names and their texts as entries.</summary>
    /// <param name="pairs">The pairs.</param>
    public void Pairs(IEnumerable<NamedText> pairs)
    {
        foreach (var pair in pairs)
        {
            Text(pair.Name.Text, pair.Text);
        }
    }

    /// <summary>Writes an entry with the parts of a key, unless there are none: a list, because a name may come twice in it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="parts">The parts.</param>
    public void Keys(string key, EquatableList<NamedText> parts)
    {
        if (parts.Count > 0)
        {
            Key(key);
            List(parts, part => Mapping(() => Pairs([part])));
        }
    }

    /// <summary>Writes an entry with a list of texts, unless it is empty.</summary>
    /// <param name="key">The key.</param>
    /// <param name="texts">The texts.</param>
    public void Texts(string key, EquatableList<DefinitionText> texts)
    {
        if (texts.Count > 0)
        {
            Key(key);
            List(texts, text => Value(text.Text));
        }
    }

    private void Nested(char open, char close, Action body)
    {
        _json.Append(open);
        _depth++;
        _isFirst = true;
        body();
        _depth--;
        if (!_isFirst && !isCompact)
        {
            _json.Append('\n').Append(' ', _depth * 2);
        }

        _json.Append(close);
        _isFirst = false;
    }

    private void NewLine()
    {
        _json.Append(_isFirst ? string.Empty : ",");
        if (!isCompact)
        {
            _json.Append('\n').Append(' ', _depth * 2);
        }

        _isFirst = false;
    }

    private void Quoted(string text) => QuotedText.Append(_json, text);
}
