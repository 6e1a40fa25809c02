using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Json;

/// <summary>Values of expressions as JSON nodes.</summary>
internal static class ValueNodes
{
    private static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = 1_000 };

    /// <summary>The node of a value; <see langword="null"/> for <c>null</c> and <c>undefined</c>.</summary>
    /// <param name="value">The value.</param>
    public static JsonNode? Of(Value value)
    {
        if (value.IsNullish)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        ValueJson.Write(value, buffer);
        return JsonNode.Parse(buffer.WrittenSpan, nodeOptions: null, AnyDepth);
    }
}
