namespace FlexCore.Streams.Definition.Writing;

/// <summary>Writes poll sources. Pure.</summary>
internal static class PollSourceWriter
{
    /// <summary>Writes the entries of a poll.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="source">The poll.</param>
    public static void Write(DocumentWriter writer, PollSourceDefinition source)
    {
        var standard = new PollSourceDefinition(source.Url);
        writer.Text("url", source.Url);
        writer.Duration("every", source.Every, null);
        writer.Choice("method", source.Method, standard.Method);
        SinkWriter.WriteHeaders(writer, source.Headers);
        writer.Text("body", source.Body);
        writer.Text("records", source.Records.Equals(standard.Records) ? null : source.Records);
        if (source.Pages is { } pages)
        {
            writer.Key("pages");
            writer.Mapping(() => WritePages(writer, pages));
        }

        writer.Duration("timeout", source.Timeout, standard.Timeout);
        writer.Number("retries", source.Retries == standard.Retries ? null : source.Retries);
        writer.Number("maxBody", source.MaxBody == standard.MaxBody ? null : source.MaxBody);
        writer.Number("redirects", source.Redirects == standard.Redirects ? null : source.Redirects);
    }

    private static void WritePages(DocumentWriter writer, PollPages pages)
    {
        var standard = new PollPages();
        writer.Flag("link", pages.Link, standard.Link);
        writer.Text("next", pages.Next);
        writer.Text("number", pages.Number);
        writer.Number("first", pages.First == standard.First ? null : pages.First);
        writer.Text("cursor", pages.Cursor);
        writer.Text("parameter", pages.Parameter.Equals(standard.Parameter) ? null : pages.Parameter);
        writer.Text("stop", pages.Stop);
        writer.Number("limit", pages.Limit == standard.Limit ? null : pages.Limit);
    }
}
