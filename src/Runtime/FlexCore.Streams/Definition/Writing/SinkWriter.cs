namespace FlexCore.Streams.Definition.Writing;

/// <summary>Writes sinks. Pure.</summary>
internal static class SinkWriter
{
    /// <summary>Writes the entry <c>sinks</c>, unless there are none.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="sinks">The sinks.</param>
    /// <exception cref="ArgumentException">One of them has no form in a file.</exception>
    public static void WriteAll(DocumentWriter writer, EquatableList<SinkDefinition> sinks)
    {
        if (sinks.Count > 0)
        {
            writer.Key("sinks");
            writer.List(sinks, sink => Write(writer, sink));
        }
    }

    /// <summary>Writes a sink as a value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="sink">The sink.</param>
    /// <exception cref="ArgumentException">It has no form in a file.</exception>
    public static void Write(DocumentWriter writer, SinkDefinition sink) => writer.Mapping(() => WriteKind(writer, sink));

    /// <summary>Writes the entry <c>headers</c>, unless there are none.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="headers">The headers.</param>
    public static void WriteHeaders(DocumentWriter writer, EquatableList<HttpHeader> headers)
    {
        if (headers.Count > 0)
        {
            writer.Named("headers", headers.Select(header => new NamedText(header.Name, header.Value)));
        }
    }

    private static void WriteKind(DocumentWriter writer, SinkDefinition sink)
    {
        switch (sink)
        {
            case FileSinkDefinition file:
                writer.Key("file");
                writer.Mapping(() =>
                {
                    writer.Text("path", file.Path);
                    writer.Choice("format", file.Format, FileSinkDefinition.FormatOf(file.Path.Text));
                    writer.Choice("mode", file.Mode);
                });
                break;
            case StdoutSinkDefinition stdout:
                writer.Key("stdout");
                writer.Mapping(() => writer.Choice("format", stdout.Format, RecordFormat.Ndjson));
                break;
            case SqliteSinkDefinition sqlite:
                writer.Key("sqlite");
                writer.Mapping(() =>
                {
                    writer.Text("path", sqlite.Path);
                    writer.Text("table", sqlite.Table);
                    writer.Choice("mode", sqlite.Mode, TableMode.Append);
                    writer.Texts("key", sqlite.Key);
                });
                break;
            case HttpSinkDefinition http:
                writer.Key("http");
                writer.Mapping(() => WriteHttp(writer, http));
                break;
            case TopicSinkDefinition topic:
                writer.Text("topic", topic.Name);
                break;
            default:
                throw new ArgumentException($"A sink of the type {sink.GetType().Name} has no form in a file.");
        }
    }

    private static void WriteHttp(DocumentWriter writer, HttpSinkDefinition sink)
    {
        var standard = new HttpSinkDefinition(sink.Url);
        writer.Text("url", sink.Url);
        writer.Choice("method", sink.Method, standard.Method);
        WriteHeaders(writer, sink.Headers);
        writer.Choice("body", sink.Body, standard.Body);
        writer.Number("batch", sink.Batch == standard.Batch ? null : sink.Batch);
        writer.Duration("linger", sink.Linger, standard.Linger);
        writer.Duration("timeout", sink.Timeout, standard.Timeout);
        writer.Number("retries", sink.Retries == standard.Retries ? null : sink.Retries);
    }
}
