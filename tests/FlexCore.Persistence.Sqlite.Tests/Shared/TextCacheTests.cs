using System.Text;
using FlexCore.Persistence.Records;

namespace FlexCore.Persistence.Sqlite.Tests.Shared;

public sealed class TextCacheTests
{
    [Fact]
    public void The_same_bytes_give_the_same_string()
    {
        var cache = new TextCache();

        cache.Get("account.opened"u8).ShouldBeSameAs(cache.Get("account.opened"u8));
    }

    [Fact]
    public void An_empty_text_is_empty() => new TextCache().Get([]).ShouldBe("");

    [Theory]
    [InlineData("xabcdefgh", "yabcdefgh")]
    [InlineData("ab", "cb")]
    public void Texts_that_share_a_slot_are_told_apart(string first, string second)
    {
        var cache = new TextCache();
        for (var round = 0; round < 3; round++)
        {
            cache.Get(Encoding.UTF8.GetBytes(first)).ShouldBe(first);
            cache.Get(Encoding.UTF8.GetBytes(second)).ShouldBe(second);
        }
    }

    [Fact]
    public void The_cache_does_not_keep_the_caller_s_buffer()
    {
        var cache = new TextCache();
        var buffer = "first"u8.ToArray();
        cache.Get(buffer);
        "other"u8.CopyTo(buffer);

        cache.Get(buffer).ShouldBe("other");
        cache.Get("first"u8).ShouldBe("first");
    }

    [Fact]
    public void Far_more_texts_than_slots_all_read_right()
    {
        const int seed = 5;
        var random = new Random(seed);
        var cache = new TextCache();
        for (var round = 0; round < 5_000; round++)
        {
            var text = new string((char)('a' + random.Next(26)), random.Next(12)) + (random.Next(2) == 0 ? "é" : "");
            cache.Get(Encoding.UTF8.GetBytes(text)).ShouldBe(text, $"seed {seed}, round {round}");
        }
    }
}
