using System.Globalization;
using System.Text;

namespace FlexCore.Streams.Definition.Loading;

/// <summary>Writes a node as compact JSON that remembers where each name and value stood, so that mistakes in it are shown there.</summary>
internal sealed class SchemaText
{
    private readonly StringBuilder _json = new();
    private readonly List<TextSegment> _segments = [];

    private SchemaText()
    {
    }

    /// <summary>The text of a node.</summary>
    /// <param name="node">The node.</param>
    public static DefinitionText Of(DocumentNode node)
    {
        var text = new SchemaText();
        text.Write(node);
        return new DefinitionText(text._json.ToString(), [.. text._segments]);
    }

    /// <summary>The text of a schema from code.</summary>
    /// <param name="json">JSON or YAML.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static DefinitionText FromCode(string json)
    {
        var diagnostics = new DiagnosticBag();
        return DocumentReader.Read(json, diagnostics) is { } node && diagnostics.IsEmpty
            ? new DefinitionText(Of(node).Text)
            : throw new ArgumentException($"The schema is not valid JSON: {string.Join(' ', diagnostics.Items)}", nameof(json));
    }

    private void Write(DocumentNode node)
    {
        Remember(node.Mark);
        switch (node)
        {
            case MappingNode mapping:
                Join('{', '}', mapping.Entries, entry =>
                {
                    Remember(entry.Key.Mark);
                    WriteText(entry.Key.Text);
                    _json.Append(':');
                    Write(entry.Value);
                });
                break;
            case SequenceNode sequence:
                Join('[', ']', sequence.Items, Write);
                break;
            case ScalarNode { IsNull: true }:
                _json.Append("null");
                break;
            case ScalarNode { IsPlain: true } plain when plain.Text.Text is "true" or "false" || NodeJson.IsNumber(plain.Text.Text):
                _json.Append(plain.Text.Text);
                break;
            case ScalarNode scalar:
                WriteText(scalar.Text.Text);
                break;
        }
    }

    private void Join<T>(char open, char close, IReadOnlyList<T> items, Action<T> write)
    {
        _json.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            _json.Append(i == 0 ? string.Empty : ",");
            write(items[i]);
        }

        _json.Append(close);
    }

    private void Remember(Mark mark) => _segments.Add(new TextSegment(_json.Length, mark, IsFixed: true));

    private void WriteText(string text)
    {
        _json.Append('"');
        foreach (var character in text)
        {
            switch (character)
            {
                case '"' or '\\':
                    _json.Append('\\').Append(character);
                    break;
                case < ' ' or '\u0085' or '\u2028' or '\u2029' or '\ufeff' or '\u007f':
                    _json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                    break;
                default:
                    _json.Append(character);
                    break;
            }
        }

        _json.Append('"');
    }
}
