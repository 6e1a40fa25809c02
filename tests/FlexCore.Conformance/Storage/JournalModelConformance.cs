using FlexCore.Conformance.Storage.Model;
using Xunit;

namespace FlexCore.Conformance.Storage;

/// <summary>Random sequences of operations behave as a model of plain lists does (I1 to I4, I6 to I11). The seed is in every failure.</summary>
public abstract class JournalModelConformance : StorageConformance
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Any_sequence_of_operations_behaves_like_the_model(int seed) =>
        await new JournalModelRun(Storage, ShardCount, seed).RunAsync(steps: 150);
}
