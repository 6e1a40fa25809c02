using FlexCore.Streams.Compilation;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Tests.Compilation;

public sealed class RecordScopeTests
{
    private readonly SegmentBuilder _segment = new();
    private readonly ParserFields _parser;

    public RecordScopeTests() => _parser = new ParserFields(_segment);

    [Fact]
    public void A_closed_record_costs_no_cell_until_a_field_is_asked_for()
    {
        var scope = RecordScope.Closed(_parser, ["a", "b", "c"]);

        _segment.Width.ShouldBe(0);
        scope.TryResolve("c", out var slot).ShouldBeTrue();
        slot.ShouldBe(0);
        _segment.Width.ShouldBe(1);
        _parser.Target.Fields.ShouldBe([new FieldSlot("c", 0)]);
    }

    [Fact]
    public void Asking_twice_gives_the_same_cell()
    {
        var scope = RecordScope.Open(_parser);
        scope.TryResolve("a", out var first);
        scope.TryResolve("b", out var other);
        scope.TryResolve("a", out var second);

        second.ShouldBe(first);
        other.ShouldNotBe(first);
        _segment.Width.ShouldBe(2);
    }

    [Fact]
    public void Has_never_makes_the_parser_deliver()
    {
        RecordScope.Open(_parser).Has("x").ShouldBeTrue();
        RecordScope.Closed(_parser, ["a"]).Has("a").ShouldBeTrue();
        RecordScope.Closed(_parser, ["a"]).Has("x").ShouldBeFalse();

        _segment.Width.ShouldBe(0);
        _parser.Target.Fields.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("A")]
    [InlineData("a ")]
    [InlineData("")]
    public void Names_are_compared_exactly(string name)
    {
        var scope = RecordScope.Closed(_parser, ["a"]);

        scope.TryResolve(name, out var slot).ShouldBeFalse();
        slot.ShouldBe(-1);
        scope.Has(name).ShouldBeFalse();
    }

    [Fact]
    public void A_changed_field_keeps_its_place_and_a_new_one_comes_last()
    {
        var scope = RecordScope.Emitted(["a", "b", "c"]).With("b", 7).With("d", 8);

        scope.Fields.ShouldBe([new("a", 0), new("b", 7), new("c", 2), new("d", 8)]);
        scope.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_field_removed_from_a_closed_record_leaves_no_trace()
    {
        var scope = RecordScope.Emitted(["a", "b"]).Without("a");

        scope.Fields.ShouldBe([new FieldSlot("b", 1)]);
        scope.Removed.ShouldBeEmpty();
        scope.TryResolve("a", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_field_removed_from_an_open_record_is_remembered_once()
    {
        var scope = RecordScope.Open(_parser).Without("a").Without("b").Without("a");

        scope.Removed.ShouldBe(["a", "b"]);
        scope.Has("a").ShouldBeFalse();
        scope.TryResolve("a", out _).ShouldBeFalse();
        scope.Has("c").ShouldBeTrue();
    }

    [Fact]
    public void A_removed_field_that_is_set_again_is_no_longer_removed()
    {
        var scope = RecordScope.Open(_parser).Without("a").With("a", 5);

        scope.Removed.ShouldBeEmpty();
        scope.TryResolve("a", out var slot).ShouldBeTrue();
        slot.ShouldBe(5);
    }

    [Fact]
    public void A_field_set_and_removed_does_not_show_the_origins_field_again()
    {
        var scope = RecordScope.Open(_parser).With("a", 5).Without("a");

        scope.Fields.ShouldBeEmpty();
        scope.Has("a").ShouldBeFalse();
        scope.ToLayout().Removed.ShouldBe(["a"]);
    }

    [Fact]
    public void Changes_leave_the_record_before_them_alone()
    {
        var before = RecordScope.Open(_parser).With("a", 1);
        before.With("a", 2).Without("b").With("c", 3);

        before.Fields.ShouldBe([new FieldSlot("a", 1)]);
        before.Removed.ShouldBeEmpty();
    }

    [Fact]
    public void The_layout_of_a_closed_record_delivers_every_field_in_order()
    {
        var scope = RecordScope.Closed(_parser, ["a", "b", "c"]);
        scope.TryResolve("b", out _);

        var layout = scope.ToLayout();

        layout.Fields.ShouldBe([new("a", 1), new("b", 0), new("c", 2)]);
        layout.IsOpen.ShouldBeFalse();
        _segment.Width.ShouldBe(3);
    }

    [Fact]
    public void The_layout_of_an_open_record_keeps_the_origin_in_one_cell()
    {
        var scope = RecordScope.Open(_parser);
        var first = scope.ToLayout();
        var second = scope.Without("a").ToLayout();

        first.IsOpen.ShouldBeTrue();
        second.OriginSlot.ShouldBe(first.OriginSlot);
        _segment.Width.ShouldBe(1);
    }

    [Fact]
    public void A_record_narrowed_to_some_fields_is_closed_and_forgets_what_was_removed()
    {
        var scope = RecordScope.Open(_parser).Without("a").Only([new FieldSlot("b", 4)]);

        scope.IsOpen.ShouldBeFalse();
        scope.Removed.ShouldBeEmpty();
        scope.TryResolve("c", out _).ShouldBeFalse();
        scope.ToLayout().OriginSlot.ShouldBe(RecordLayout.NoOrigin);
        _segment.Width.ShouldBe(0);
    }

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    public void Random_changes_agree_with_a_dictionary(int seed)
    {
        var random = new Random(seed);
        var scope = RecordScope.Emitted(["f0", "f1", "f2"]);
        var model = new List<(string Name, int Slot)> { ("f0", 0), ("f1", 1), ("f2", 2) };
        for (var i = 0; i < 300; i++)
        {
            var name = $"f{random.Next(8)}";
            var index = model.FindIndex(field => field.Name == name);
            if (random.Next(2) == 0)
            {
                scope = scope.With(name, 100 + i);
                if (index < 0)
                {
                    model.Add((name, 100 + i));
                }
                else
                {
                    model[index] = (name, 100 + i);
                }
            }
            else
            {
                scope = scope.Without(name);
                model.RemoveAll(field => field.Name == name);
            }

            scope.Fields.Select(field => (field.Name, field.Slot)).ShouldBe(model, $"seed {seed}, change {i}");
            scope.Has(name).ShouldBe(model.Exists(field => field.Name == name), $"seed {seed}, change {i}");
        }
    }
}
