using FlexCore.Application.Nodes;

namespace FlexCore.Application.Tests.Nodes;

public sealed class PageQueryTests
{
    [Theory]
    [InlineData(0, 100, 0, 7)]
    [InlineData(3, 2, 3, 2)]
    [InlineData(6, 5, 6, 1)]
    [InlineData(7, 5, 7, 0)]
    [InlineData(1_000_000, 5, 1_000_000, 0)]
    [InlineData(-5, 2, 0, 2)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, -1, 0, 1)]
    [InlineData(int.MinValue, int.MaxValue, 0, 7)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, 0)]
    public void A_part_is_what_was_asked_for_brought_into_range(int offset, int limit, int shownOffset, int count)
    {
        int[] all = [0, 1, 2, 3, 4, 5, 6];

        var page = new PageQuery { Offset = offset, Limit = limit }.Apply(all);

        (page.Total, page.Offset, page.Items.Count).ShouldBe((7, shownOffset, count));
        page.Items.ShouldBe(Enumerable.Range(Math.Min(shownOffset, 7), count));
        page.Limit.ShouldBeInRange(1, PageQuery.LimitMax);
    }

    [Fact]
    public void Parts_put_together_are_the_whole()
    {
        var all = Enumerable.Range(0, 53).ToArray();
        for (var limit = 1; limit <= 60; limit++)
        {
            var together = new List<int>();
            for (var offset = 0; offset < all.Length; offset += limit)
            {
                together.AddRange(new PageQuery { Offset = offset, Limit = limit }.Apply(all).Items);
            }

            together.ToArray().ShouldBe(all, $"in parts of {limit}");
        }
    }

    [Fact]
    public void The_bound_of_a_part_holds_whatever_is_asked() =>
        new PageQuery { Limit = 5_000 }.Apply(new int[3_000]).Items.Count.ShouldBe(PageQuery.LimitMax);
}
