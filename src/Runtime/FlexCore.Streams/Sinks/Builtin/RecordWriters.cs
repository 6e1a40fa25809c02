using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Writing;

namespace FlexCore.Streams.Sinks.Builtin;

/// <summary>Chooses the writer of a format.</summary>
internal static class RecordWriters
{
    /// <summary>Makes a writer.</summary>
    /// <param name="format">The format.</param>
    /// <param name="layout">The rows it will get.</param>
    public static IRecordWriter Create(RecordFormat format, RecordLayout layout) => format switch
    {
        RecordFormat.Csv => new CsvRecordWriter(layout),
        _ => new NdjsonRecordWriter(layout),
    };
}
