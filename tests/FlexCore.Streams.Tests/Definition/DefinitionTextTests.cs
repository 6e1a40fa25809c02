using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Tests.Definition;

public sealed class DefinitionTextTests
{
    [Fact]
    public void Texts_are_equal_by_what_they_say_and_not_by_where_they_stand()
    {
        var here = new DefinitionText("a", new Mark(1, 2));
        var there = new DefinitionText("a", new Mark(8, 9));

        here.ShouldBe(there);
        here.GetHashCode().ShouldBe(there.GetHashCode());
        here.Equals((object)there).ShouldBeTrue();
        here.ShouldNotBe(new DefinitionText("A", new Mark(1, 2)));
        here.Equals(null).ShouldBeFalse();
    }

    [Fact]
    public void A_text_from_code_has_no_place()
    {
        DefinitionText text = "status >= 400";

        text.Mark.IsKnown.ShouldBeFalse();
        text.MarkAt(5).IsKnown.ShouldBeFalse();
        text.ToString().ShouldBe("status >= 400");
    }

    [Theory]
    [InlineData(0, "4:7")]
    [InlineData(3, "4:10")]
    [InlineData(4, "9:1")]
    [InlineData(6, "9:1")]
    [InlineData(7, "4:20")]
    [InlineData(99, "4:112")]
    public void Every_piece_counts_from_its_own_place_unless_it_is_fixed(int offset, string place)
    {
        var text = new DefinitionText("abcdefghij", [new(0, new Mark(4, 7), false), new(4, new Mark(9, 1), true), new(7, new Mark(4, 20), false)]);

        text.MarkAt(offset).ToString().ShouldBe(place);
    }

    [Fact]
    public void Lists_are_equal_by_their_items()
    {
        EquatableList<DefinitionText> left = ["a", "b"];
        EquatableList<DefinitionText> right = [new DefinitionText("a", new Mark(3, 3)), "b"];

        left.ShouldBe(right);
        left.GetHashCode().ShouldBe(right.GetHashCode());
        left.Equals(["a"]).ShouldBeFalse();
        left.Equals(["b", "a"]).ShouldBeFalse();
        left.Equals(null).ShouldBeFalse();
        EquatableList<DefinitionText>.Empty.ShouldBe([]);
    }
}
