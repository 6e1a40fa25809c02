using FlexCore.Application.Journal;

namespace FlexCore.Persistence.Sqlite.Tests.Damage;

/// <summary>I6 and I16 in the strongest form: whatever bit of the file flips, the store answers as before or reports; never something else.</summary>
public sealed class BitFlipTests
{
    private const int StreamCount = 12;
    private const int FlipsPerSeed = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Any_flipped_bit_is_harmless_or_reported(int seed)
    {
        using var folder = new TempFolder();
        string intact;
        await using (var store = await StoreFixture.OpenAsync(folder))
        {
            await StoreFixture.FillAsync(store, StreamCount, rounds: 12);
            intact = await StoreFixture.DumpAsync(store, StreamCount);
        }

        var file = await File.ReadAllBytesAsync(folder.Database);
        var random = new Random(seed);
        var reported = 0;
        for (var flip = 0; flip < FlipsPerSeed; flip++)
        {
            var (position, bit) = (random.Next(file.Length), random.Next(8));
            using var copy = new TempFolder();
            var damaged = (byte[])file.Clone();
            damaged[position] ^= (byte)(1 << bit);
            await File.WriteAllBytesAsync(copy.Database, damaged);
            reported += await AnswersOrReportsAsync(copy, intact, $"seed {seed}, flip {flip}: bit {bit} of byte {position}") ? 0 : 1;
        }

        reported.ShouldBeGreaterThan(0, $"seed {seed}: no flip hit anything that matters");
    }

    private static async Task<bool> AnswersOrReportsAsync(TempFolder folder, string intact, string where)
    {
        try
        {
            await using var store = await StoreFixture.OpenAsync(folder);
            (await StoreFixture.DumpAsync(store, StreamCount)).ShouldBe(intact, where);
            return true;
        }
        catch (JournalException reported)
        {
            reported.Message.ShouldNotBeNullOrEmpty();
            return false;
        }
    }
}
