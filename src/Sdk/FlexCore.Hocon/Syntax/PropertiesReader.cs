using System.Globalization;
using System.Text;

namespace FlexCore.Hocon.Syntax;

/// <summary>Reads the <c>.properties</c> format: keys split on every dot, values always strings, an object wins over a string of the same name.</summary>
/// <remarks>Format: the load method of java.util.Properties; mapping: the HOCON specification's "Java properties mapping". One instance per text, used by one thread.</remarks>
internal sealed class PropertiesReader(string text, string source, IncludeSite site, HoconLimits limits)
{
    private readonly Dictionary<string, (string Value, HoconOrigin Origin)> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private int _position;
    private int _line = 1;

    /// <summary>Reads the whole text.</summary>
    /// <exception cref="HoconException">An escape is malformed or a key nests too deeply.</exception>
    public ObjectNode Read()
    {
        while (_position < text.Length)
        {
            ReadLine();
        }

        var parents = _order.SelectMany(Parents).ToHashSet(StringComparer.Ordinal);
        var root = new ObjectNode(new HoconOrigin(source, 1, 1));
        foreach (var key in _order.Where(key => !parents.Contains(key)))
        {
            var (value, origin) = _entries[key];
            root.Define(key.Split('.'), new ScalarNode(new HoconScalar(HoconValueKind.String, value, origin)));
        }

        return root;
    }

    private static IEnumerable<string> Parents(string key)
    {
        for (var dot = key.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = key.IndexOf('.', dot + 1))
        {
            yield return key[..dot];
        }
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\f';

    private static bool IsLineEnd(char c) => c is '\n' or '\r';

    private void ReadLine()
    {
        SkipBlank();
        if (_position >= text.Length || IsLineEnd(text[_position]))
        {
            SkipLineEnd();
            return;
        }

        if (text[_position] is '#' or '!')
        {
            while (_position < text.Length && !IsLineEnd(text[_position]))
            {
                _position++;
            }

            return;
        }

        var origin = new HoconOrigin(source, _line, 1);
        var key = ReadPart(isKey: true);
        SkipSeparator();
        Store(key, ReadPart(isKey: false), origin);
    }

    private void Store(string key, string value, HoconOrigin origin)
    {
        if (site.Depth + key.Count(c => c == '.') > limits.NestingDepthMax)
        {
            throw new HoconException(HoconErrorKind.Limit, origin, $"The key has more than {limits.NestingDepthMax} levels ({nameof(HoconLimits)}.{nameof(HoconLimits.NestingDepthMax)}).");
        }

        if (!_entries.ContainsKey(key))
        {
            _order.Add(key);
        }

        _entries[key] = (value, origin);
    }

    private void SkipBlank()
    {
        while (_position < text.Length && (IsBlank(text[_position]) || text[_position] == '\uFEFF'))
        {
            _position++;
        }
    }

    private void SkipLineEnd()
    {
        if (_position < text.Length)
        {
            _position += text[_position] == '\r' && _position + 1 < text.Length && text[_position + 1] == '\n' ? 2 : 1;
            _line++;
        }
    }

    private void SkipSeparator()
    {
        SkipBlank();
        if (_position < text.Length && text[_position] is '=' or ':')
        {
            _position++;
            SkipBlank();
        }
    }

    private string ReadPart(bool isKey)
    {
        var part = new StringBuilder();
        while (_position < text.Length && !IsLineEnd(text[_position]))
        {
            var c = text[_position];
            if (isKey && (c is '=' or ':' || IsBlank(c)))
            {
                break;
            }

            _position++;
            if (c == '\\')
            {
                ReadEscape(part);
            }
            else
            {
                part.Append(c);
            }
        }

        return part.ToString();
    }

    private void ReadEscape(StringBuilder part)
    {
        if (_position >= text.Length)
        {
            return;
        }

        var c = text[_position];
        if (IsLineEnd(c))
        {
            SkipLineEnd();
            SkipBlank();
            return;
        }

        _position++;
        part.Append(c switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', 'u' => ReadUnicode(), _ => c });
    }

    private char ReadUnicode()
    {
        if (_position + 4 > text.Length
            || !ushort.TryParse(text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw new HoconException(HoconErrorKind.Syntax, new HoconOrigin(source, _line, 0), "The escape \\u needs exactly four hexadecimal digits.");
        }

        _position += 4;
        return (char)unit;
    }
}
