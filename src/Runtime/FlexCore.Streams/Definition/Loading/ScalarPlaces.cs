using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FlexCore.Streams.Definition.Loading;

/// <summary>Finds the file place of each character of a YAML scalar.</summary>
/// <remarks>Exact for plain and quoted text on one line and for literal blocks. Folded text counts as standing where it begins.</remarks>
internal static class ScalarPlaces
{
    /// <summary>Converts YamlDotNet's place, which may be 0 at the very start.</summary>
    /// <param name="mark">The parser's place.</param>
    public static Definition.Mark MarkOf(YamlDotNet.Core.Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    /// <summary>Makes a node of a scalar.</summary>
    /// <param name="scalar">The parser's scalar.</param>
    /// <param name="file">The whole file, to find the indentation of a block.</param>
    public static ScalarNode Locate(Scalar scalar, string file)
    {
        var mark = MarkOf(scalar.Start);
        var text = scalar.Style switch
        {
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => new DefinitionText(scalar.Value, new Definition.Mark(mark.Line, mark.Column + 1)),
            ScalarStyle.Literal => new DefinitionText(scalar.Value, Block(scalar.Value, mark, file)),
            ScalarStyle.Folded => new DefinitionText(scalar.Value, [new TextSegment(0, mark, IsFixed: true)]),
            _ => new DefinitionText(scalar.Value, mark),
        };
        return new ScalarNode(text, scalar.Style == ScalarStyle.Plain);
    }

    private static TextSegment[] Block(string value, Definition.Mark header, string file)
    {
        var lines = file.Split('\n');
        var indent = 0;
        for (var line = header.Line; line < lines.Length; line++)
        {
            var trimmed = lines[line].TrimStart(' ');
            if (trimmed.TrimEnd('\r').Length > 0)
            {
                indent = lines[line].Length - trimmed.Length;
                break;
            }
        }

        var segments = new List<TextSegment>();
        var offset = 0;
        var number = header.Line + 1;
        foreach (var line in value.Split('\n'))
        {
            segments.Add(new TextSegment(offset, new Definition.Mark(number++, indent + 1), IsFixed: false));
            offset += line.Length + 1;
        }

        return [.. segments];
    }
}
