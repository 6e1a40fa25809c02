using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads YAML or JSON (which YAML includes) into nodes: aliases expanded, size and depth bounded, duplicate keys reported.</summary>
internal sealed class DocumentReader
{
    /// <summary>The largest pipeline file, in characters.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>How deep nodes may nest.</summary>
    public const int MaxDepth = 50;

    /// <summary>How many nodes a file may expand to.</summary>
    public const int MaxNodes = 100_000;

    private readonly Parser _parser;
    private readonly string _text;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, DocumentNode> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    private DocumentReader(string text, DiagnosticBag diagnostics)
    {
        _text = text;
        _diagnostics = diagnostics;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads the only document of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    /// <returns>The root, or <see langword="null"/> when there is no readable one.</returns>
    public static DocumentNode? Read(string text, DiagnosticBag diagnostics)
    {
        if (text.Length > MaxLength)
        {
            diagnostics.Add(DiagnosticCodes.TooLarge, new Definition.Mark(1, 1), $"The file has {text.Length:N0} characters; at most {MaxLength:N0} are read.");
            return null;
        }

        var reader = new DocumentReader(text, diagnostics);
        try
        {
            return reader.ReadDocument();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The YAML parser's own faults on some malformed texts.
            var place = reader._parser.Current is { } last ? MarkOf(last.End) : new Definition.Mark(1, 1);
            diagnostics.Add(DiagnosticCodes.Syntax, place, "The file is not valid YAML or JSON near this place.", "Look for a missing quote, bracket or line break.");
        }
        catch (YamlException error)
        {
            diagnostics.Add(DiagnosticCodes.Syntax, MarkOf(error.Start), $"The file is not valid YAML or JSON: {error.Message.TrimEnd('.')}.");
        }
        catch (DocumentLimitException error)
        {
            diagnostics.Add(DiagnosticCodes.TooLarge, error.Mark, error.Message);
        }

        return null;
    }

    private DocumentNode? ReadDocument()
    {
        Next<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _diagnostics.Add(DiagnosticCodes.Syntax, new Definition.Mark(1, 1), "The file is empty.", "A pipeline needs at least name, source and sinks.");
            return null;
        }

        Next<DocumentStart>();
        var root = ReadNode(0);
        Next<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _diagnostics.Add(DiagnosticCodes.Syntax, MarkOf(second.Start), "The file holds more than one document.", "Write one pipeline per file.");
        }

        return root;
    }

    private DocumentNode ReadNode(int depth)
    {
        var current = _parser.Current ?? throw new YamlException("the file ends too early");
        if (depth > MaxDepth)
        {
            throw new DocumentLimitException(MarkOf(current.Start), $"Nodes nest deeper than {MaxDepth} levels.");
        }

        return current switch
        {
            AnchorAlias => ReadAlias(),
            Scalar => Anchored(ReadScalar()),
            SequenceStart => ReadSequence(depth),
            MappingStart => ReadMapping(depth),
            _ => throw new YamlException(current.Start, current.End, "a value is expected here"),
        };
    }

    private DocumentNode ReadAlias()
    {
        var alias = Next<AnchorAlias>();
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw new YamlException(alias.Start, alias.End, $"the alias *{alias.Value} has no completed anchor before it");
        }

        Count(node.Size, MarkOf(alias.Start));
        return node;
    }

    private (DocumentNode Node, AnchorName Anchor) ReadScalar()
    {
        var scalar = Next<Scalar>();
        Count(1, MarkOf(scalar.Start));
        return (ScalarPlaces.Locate(scalar, _text), scalar.Anchor);
    }

    private DocumentNode ReadSequence(int depth)
    {
        var start = Next<SequenceStart>();
        Count(1, MarkOf(start.Start));
        var items = new List<DocumentNode>();
        while (!_parser.Accept<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        Next<SequenceEnd>();
        return Anchored((new SequenceNode(MarkOf(start.Start), items), start.Anchor));
    }

    private DocumentNode ReadMapping(int depth)
    {
        var start = Next<MappingStart>();
        Count(1, MarkOf(start.Start));
        var entries = new List<MappingEntry>();
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            AddEntry(entries, key, value);
        }

        Next<MappingEnd>();
        return Anchored((new MappingNode(MarkOf(start.Start), entries), start.Anchor));
    }

    private void AddEntry(List<MappingEntry> entries, DocumentNode key, DocumentNode value)
    {
        if (key is not ScalarNode scalar)
        {
            _diagnostics.Add(DiagnosticCodes.WrongType, key.Mark, $"A key must be a text, not {key.Description}.");
            return;
        }

        if (entries.FirstOrDefault(entry => entry.Key.Equals(scalar.Text)) is { } first)
        {
            _diagnostics.Add(
                DiagnosticCodes.DuplicateKey,
                key.Mark,
                $"The key '{scalar.Text}' occurs twice; it stands first on line {first.Key.Mark.Line}.",
                "Remove one of them.");
            return;
        }

        entries.Add(new MappingEntry(scalar.Text, value));
    }

    private DocumentNode Anchored((DocumentNode Node, AnchorName Anchor) read)
    {
        if (!read.Anchor.IsEmpty)
        {
            _anchors[read.Anchor.Value] = read.Node;
        }

        return read.Node;
    }

    private void Count(int nodes, Definition.Mark mark)
    {
        _nodes += nodes;
        if (_nodes > MaxNodes)
        {
            throw new DocumentLimitException(mark, $"The file expands to more than {MaxNodes:N0} nodes.");
        }
    }

    private T Next<T>()
        where T : ParsingEvent => _parser.Consume<T>();

    private static Definition.Mark MarkOf(YamlDotNet.Core.Mark mark) => ScalarPlaces.MarkOf(mark);
}
