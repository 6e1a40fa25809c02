using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Contracts;

/// <summary>That EventContracts.txt changes with every member of a stored shape: what the text does not say, its comparison cannot find.</summary>
public sealed partial class ContractTextTests
{
    private static readonly string Reviewed = TextOf<Before>();

    private enum Colour
    {
        Red,
        Green,
    }

    private enum MoreColours
    {
        Red,
        Green,
        Blue,
    }

    [Fact]
    public void A_shape_is_told_member_by_member() => Reviewed.ShouldBe("shape\n  name: String\n  count: Int64?\n  inner: Inner\n  inner.a: Int32\n  list[]: Inner\n  list[].a: Int32\n  colour: Colour (Red | Green)\n\n");

    [Fact]
    public void An_added_member_is_a_difference() => Differences(TextOf<Added>()).ShouldBe(["+   note: String?"]);

    [Fact]
    public void A_removed_member_is_a_difference() => Differences(TextOf<Removed>()).ShouldBe(["-   count: Int64?"]);

    [Fact]
    public void A_renamed_member_is_a_difference() => Differences(TextOf<Renamed>()).ShouldBe(["-   name: String", "+   title: String"]);

    [Fact]
    public void Another_type_or_a_value_that_may_be_missing_is_a_difference() => Differences(TextOf<Retyped>()).ShouldBe(["-   name: String", "-   count: Int64?", "+   name: String?", "+   count: Int32?"]);

    [Fact]
    public void Changes_inside_are_differences() =>
        Differences(TextOf<Deeper>()).ShouldBe(["-   inner: Inner", "-   list[]: Inner", "-   colour: Colour (Red | Green)", "+   inner: Inner2", "+   inner.b: Int32?", "+   list[]: Inner2", "+   list[].b: Int32?", "+   colour: MoreColours (Red | Green | Blue)"]);

    private static IReadOnlyList<string> Differences(string text) =>
        [.. Lines(Reviewed).Except(Lines(text)).Select(static line => $"- {line}"), .. Lines(text).Except(Lines(Reviewed)).Select(static line => $"+ {line}")];

    private static string[] Lines(string text) => text.Split('\n');

    private static string TextOf<T>()
    {
        var text = new StringBuilder();
        ContractText.Append(text, "shape", new Shapes(new JsonSerializerOptions(Shapes.Default.Options)).GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException(typeof(T).Name));
        return text.ToString();
    }

    private sealed record Inner(int A);

    private sealed record Inner2(int A, int? B);

    private sealed record Before(string Name, long? Count, Inner Inner, ValueList<Inner> List, Colour Colour);

    private sealed record Added(string Name, long? Count, Inner Inner, ValueList<Inner> List, Colour Colour, string? Note);

    private sealed record Removed(string Name, Inner Inner, ValueList<Inner> List, Colour Colour);

    private sealed record Renamed(string Title, long? Count, Inner Inner, ValueList<Inner> List, Colour Colour);

    private sealed record Retyped(string? Name, int? Count, Inner Inner, ValueList<Inner> List, Colour Colour);

    private sealed record Deeper(string Name, long? Count, Inner2 Inner, ValueList<Inner2> List, MoreColours Colour);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(Before))]
    [JsonSerializable(typeof(Added))]
    [JsonSerializable(typeof(Removed))]
    [JsonSerializable(typeof(Renamed))]
    [JsonSerializable(typeof(Retyped))]
    [JsonSerializable(typeof(Deeper))]
    private sealed partial class Shapes : JsonSerializerContext;
}
