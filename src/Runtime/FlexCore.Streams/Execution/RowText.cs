using System.Buffers;
using System.Text;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;
using FlexCore.Streams.Writing;

namespace FlexCore.Streams.Execution;

/// <summary>Writes a failed row as JSON, for its dead letter.</summary>
internal static class RowText
{
    /// <summary>The row as one JSON object.</summary>
    /// <param name="row">The row's cells.</param>
    /// <param name="layout">The row's layout.</param>
    public static string Of(ReadOnlySpan<Value> row, RecordLayout layout)
    {
        var text = new ArrayBufferWriter<byte>();
        new NdjsonRecordWriter(layout).Write(row, text);
        return Encoding.UTF8.GetString(text.WrittenSpan.TrimEnd((byte)'\n'));
    }
}
