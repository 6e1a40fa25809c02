using System.Buffers;
using System.Runtime.CompilerServices;

namespace FlexCore.Streams.Flows;

/// <summary>A batch that crosses a boundary, in a rented array.</summary>
/// <param name="Items">The array.</param>
/// <param name="Count">How many items it holds.</param>
internal readonly record struct FlowBatch<T>(T[] Items, int Count)
{
    /// <summary>Copies a batch.</summary>
    /// <param name="batch">The items.</param>
    public static FlowBatch<T> Copy(ReadOnlySpan<T> batch)
    {
        var items = ArrayPool<T>.Shared.Rent(batch.Length);
        batch.CopyTo(items);
        return new FlowBatch<T>(items, batch.Length);
    }

    /// <summary>Gives the array back.</summary>
    public void Return() => ArrayPool<T>.Shared.Return(Items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
}
