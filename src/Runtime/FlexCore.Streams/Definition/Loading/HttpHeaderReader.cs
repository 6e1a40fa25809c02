namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads the headers of HTTP requests.</summary>
internal static class HttpHeaderReader
{
    /// <summary>Reads the key <c>headers</c>.</summary>
    /// <param name="reader">The mapping that may have it.</param>
    public static EquatableList<HttpHeader> Read(MappingReader reader) => reader.Node("headers") is { } node
        ? EquatableList.From(reader.Context.NamedTexts(node, "headers").Select(header => new HttpHeader(header.Name, header.Text)))
        : EquatableList<HttpHeader>.Empty;
}
