namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads the poll source.</summary>
internal static class PollSourceReader
{
    /// <summary>Reads it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static PollSourceDefinition? Read(DocumentNode node, LoadContext context)
    {
        if (node is ScalarNode { IsNull: false })
        {
            return context.Text(node, "poll") is { } url ? new PollSourceDefinition(url) : null;
        }

        if (context.Mapping(node, "poll", "the poll source") is not { } reader)
        {
            return null;
        }

        var standard = new PollSourceDefinition(reader.RequiredText("url"));
        var source = standard with
        {
            Every = reader.Text("every") is { } every ? context.Duration(every, "every") : null,
            Method = reader.Choice<HttpVerb>("method") ?? standard.Method,
            Headers = HttpHeaderReader.Read(reader),
            Body = reader.Text("body"),
            Records = reader.Text("records") ?? standard.Records,
            Pages = reader.Node("pages") is { } pages ? ReadPages(pages, context) : null,
            Timeout = reader.Duration("timeout", standard.Timeout),
            Retries = (int)(reader.Integer("retries", 0, PipelineLimits.MaxRetries) ?? standard.Retries),
            MaxBody = reader.Count("maxBody", PipelineLimits.MaxHttpBody) ?? standard.MaxBody,
            Redirects = (int)(reader.Integer("redirects", 0, PipelineLimits.MaxRedirects) ?? standard.Redirects),
        };
        reader.Finish();
        return source;
    }

    private static PollPages? ReadPages(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "pages", "the pages of a poll") is not { } reader)
        {
            return null;
        }

        var standard = new PollPages { Mark = node.Mark };
        var pages = standard with
        {
            Link = reader.Flag("link") ?? false,
            Next = reader.Text("next"),
            Number = reader.Text("number"),
            First = (int)(reader.Integer("first", 0, int.MaxValue) ?? standard.First),
            Cursor = reader.Text("cursor"),
            Parameter = reader.Text("parameter") ?? standard.Parameter,
            Stop = reader.Text("stop"),
            Limit = reader.Count("limit", PipelineLimits.MaxPages) ?? standard.Limit,
        };
        reader.Finish();
        return pages;
    }
}
