using FlexCore.Application.Feed;

namespace FlexCore.Application.Tests.Feed;

public sealed class FeedCursorPropertyTests
{
    [Fact]
    public void Any_history_of_moves_reads_back_from_its_text_and_equals_its_model()
    {
        const int seed = 12;
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var model = new SortedDictionary<int, long>();
            var cursor = FeedCursor.Start;
            for (var move = random.Next(30); move > 0; move--)
            {
                var (shard, offset) = (random.Next(300), random.NextInt64(1, long.MaxValue));
                model[shard] = offset;
                cursor = random.Next(2) == 0 ? cursor.With(shard, offset) : cursor.With([KeyValuePair.Create(shard, offset)]);
            }

            cursor.Offsets.ShouldBe(model, ignoreOrder: true, $"seed {seed}, round {round}");
            cursor.ToString().ShouldBe(string.Join(',', model.Select(pair => $"{pair.Key}:{pair.Value}")), $"seed {seed}, round {round}");
            FeedCursor.Parse(cursor.ToString()).ShouldBe(cursor, $"seed {seed}, round {round}");
            FeedCursor.Parse(cursor.ToString()).GetHashCode().ShouldBe(cursor.GetHashCode(), $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void Any_text_is_a_cursor_or_a_format_error()
    {
        const int seed = 13;
        const string Alphabet = "0123456789:,,::- aé";
        var random = new Random(seed);
        for (var round = 0; round < 3_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            try
            {
                var cursor = FeedCursor.Parse(text);
                FeedCursor.Parse(cursor.ToString()).ShouldBe(cursor, $"seed {seed}, text '{text}'");
                cursor.Offsets.ShouldAllBe(pair => pair.Key >= 0 && pair.Value >= 0);
            }
            catch (FormatException error)
            {
                error.Message.ShouldContain("feed cursor", Case.Sensitive, $"seed {seed}, text '{text}'");
            }
        }
    }
}
