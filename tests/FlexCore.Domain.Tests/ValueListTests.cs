namespace FlexCore.Domain.Tests;

public sealed class ValueListTests
{
    [Fact]
    public void Lists_with_equal_elements_in_the_same_order_are_equal()
    {
        ValueList<string> one = ["a", "b"];
        ValueList<string> two = ["a", "b"];

        one.Equals(two).ShouldBeTrue();
        one.GetHashCode().ShouldBe(two.GetHashCode());
        one.Equals((object)two).ShouldBeTrue();
    }

    [Fact]
    public void Order_length_and_elements_tell_lists_apart()
    {
        ValueList<string> list = ["a", "b"];

        list.Equals(["b", "a"]).ShouldBeFalse();
        list.Equals(["a"]).ShouldBeFalse();
        list.Equals([]).ShouldBeFalse();
        list.Equals((ValueList<string>?)null).ShouldBeFalse();
        list.Equals((object)"[a, b]").ShouldBeFalse();
    }

    [Fact]
    public void A_list_does_not_change_with_what_it_was_made_from()
    {
        int[] source = [1, 2];
        ValueList<int> list = [.. source];
        source[0] = 9;

        list.ShouldBe([1, 2]);
        list.Count.ShouldBe(2);
        list[1].ShouldBe(2);
    }

    [Fact]
    public void A_list_reads_as_its_elements()
    {
        ((ValueList<int>)[1, 2]).ToString().ShouldBe("[1, 2]");
    }
}
