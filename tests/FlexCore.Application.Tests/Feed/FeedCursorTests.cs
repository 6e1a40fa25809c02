using FlexCore.Application.Feed;

namespace FlexCore.Application.Tests.Feed;

public sealed class FeedCursorTests
{
    [Fact]
    public void The_start_is_before_the_first_event_of_every_shard()
    {
        FeedCursor.Start.OffsetOf(0).ShouldBe(0);
        FeedCursor.Start.OffsetOf(255).ShouldBe(0);
        FeedCursor.Start.ToString().ShouldBe("");
    }

    [Fact]
    public void A_cursor_moves_shard_by_shard_and_stays_what_it_was()
    {
        var one = FeedCursor.Start.With(3, 7);
        var two = one.With(new Dictionary<int, long> { [1] = 5, [3] = 8 });

        one.OffsetOf(3).ShouldBe(7);
        two.OffsetOf(3).ShouldBe(8);
        two.OffsetOf(1).ShouldBe(5);
        two.Offsets.Count.ShouldBe(2);
    }

    [Fact]
    public void The_text_form_is_ordered_by_shard_and_reads_back_equal()
    {
        var cursor = FeedCursor.Start.With(200, long.MaxValue).With(3, 7).With(10, 1);

        cursor.ToString().ShouldBe("3:7,10:1,200:9223372036854775807");
        FeedCursor.Parse(cursor.ToString()).ShouldBe(cursor);
        FeedCursor.Parse("").ShouldBe(FeedCursor.Start);
    }

    [Theory]
    [InlineData("7")]
    [InlineData(":7")]
    [InlineData("3:")]
    [InlineData("a:7")]
    [InlineData("3:b")]
    [InlineData("-3:7")]
    [InlineData("3:-7")]
    [InlineData("3: 7")]
    [InlineData("3:7;4:8")]
    [InlineData("3:99999999999999999999")]
    public void A_text_that_is_no_cursor_is_refused_by_its_part(string text)
    {
        Should.Throw<FormatException>(() => FeedCursor.Parse(text)).Message.ShouldContain(text);
    }

    [Fact]
    public void Cursors_are_equal_when_every_offset_is()
    {
        var cursor = FeedCursor.Start.With(1, 5).With(2, 6);

        cursor.Equals(FeedCursor.Start.With(2, 6).With(1, 5)).ShouldBeTrue();
        cursor.GetHashCode().ShouldBe(FeedCursor.Start.With(2, 6).With(1, 5).GetHashCode());
        cursor.Equals(FeedCursor.Start.With(1, 5)).ShouldBeFalse();
        cursor.Equals(cursor.With(2, 7)).ShouldBeFalse();
        cursor.Equals((object?)null).ShouldBeFalse();
    }
}
