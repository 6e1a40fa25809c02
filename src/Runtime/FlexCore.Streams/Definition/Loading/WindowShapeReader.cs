namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads which kind of window a <c>window</c> step asks for: exactly one of <c>tumbling</c>, <c>sliding</c> and <c>session</c>.</summary>
internal static class WindowShapeReader
{
    private static readonly string[] Kinds = ["tumbling", "sliding", "session"];

    // Stands for a shape with a reported mistake, so that the rest of the step is still checked.
    private static readonly TumblingWindow Unknown = new(TimeSpan.FromMinutes(1));

    /// <summary>Reads the shape.</summary>
    /// <param name="reader">The window step.</param>
    public static WindowShape Read(MappingReader reader)
    {
        var found = Kinds
            .Select(kind => (Kind: kind, Node: reader.Node(kind)))
            .Where(kind => kind.Node is not null)
            .ToArray();
        if (found is not [var (only, node)] || node is null)
        {
            ReportCount(reader, found);
            return Unknown;
        }

        return only switch
        {
            "tumbling" => reader.PositiveDuration("tumbling") is { } size ? new TumblingWindow(size) : Unknown,
            "sliding" => ReadSliding(node, reader.Context),
            _ => ReadSession(node, reader),
        };
    }

    private static WindowShape ReadSliding(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "sliding", "the sliding window") is not { } reader)
        {
            return Unknown;
        }

        reader.RequiredNode("size");
        reader.RequiredNode("every");
        var size = reader.PositiveDuration("size");
        var every = reader.PositiveDuration("every");
        reader.Finish();
        return size is { } length && every is { } distance ? new SlidingWindow(length, distance) : Unknown;
    }

    // session: 30m | { gap: 30m, maxDuration: 12h }
    private static WindowShape ReadSession(DocumentNode node, MappingReader window)
    {
        if (node is not MappingNode)
        {
            return window.PositiveDuration("session") is { } only ? new SessionWindow(only) : Unknown;
        }

        if (window.Context.Mapping(node, "session", "the session window") is not { } reader)
        {
            return Unknown;
        }

        reader.RequiredNode("gap");
        var gap = reader.PositiveDuration("gap");
        var longest = reader.PositiveDuration("maxDuration");
        reader.Finish();
        var session = new SessionWindow(gap ?? TimeSpan.FromMinutes(1));
        return longest is { } max ? session with { MaxDuration = max } : session;
    }

    private static void ReportCount(MappingReader reader, (string Kind, DocumentNode? Node)[] found)
    {
        if (found.Length == 0)
        {
            reader.Context.Diagnostics.Add(DiagnosticCodes.MissingKey, reader.Mark, "The window step needs the key 'tumbling', 'sliding' or 'session'.", "For example: tumbling: 1m");
        }
        else
        {
            reader.Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, found[1].Node?.Mark ?? reader.Mark, $"A window has one shape, but this one has '{found[0].Kind}' and '{found[1].Kind}'.", "Write two window steps, or remove one of the keys.");
        }
    }
}
