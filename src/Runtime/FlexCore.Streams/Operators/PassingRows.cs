using FlexCore.Streams.Records;

namespace FlexCore.Streams.Operators;

/// <summary>Passes the rows of a batch on to another of the same width.</summary>
internal static class PassingRows
{
    /// <summary>Copies all rows that are alive; they keep their place in the source.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="output">Takes the copies.</param>
    public static void Copy(RecordBatch input, RecordBatch output)
    {
        output.Follow(input);
        foreach (var row in input.Selection)
        {
            input.Row(row).CopyTo(output.AddFrom(input, row));
        }
    }
}
