using System.Text.Json.Serialization.Metadata;
using FlexCore.Application.Commands;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Commands;

public sealed class CommandRegistryBuilderTests
{
    private static readonly JsonTypeInfo<int> Shape = JsonMetadataServices.CreateValueInfo<int>(
        new System.Text.Json.JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }, JsonMetadataServices.Int32Converter);

    [Theory]
    [InlineData("")]
    [InlineData("Upper.case")]
    [InlineData("two..dots")]
    [InlineData("under_score")]
    public void A_malformed_name_is_refused(string name) =>
        Should.Throw<ArgumentException>(() => new CommandRegistryBuilder<Command>().Add<One, int>(new(name, 1), Shape, one => one.Number, (context, number) => new(context, number)))
            .Message.ShouldContain($"'{name}'");

    [Fact]
    public void A_version_below_one_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Add(new(), new("one", 0)));

    [Fact]
    public void A_name_or_a_class_registered_twice_is_refused()
    {
        Should.Throw<ArgumentException>(() => Add(Add(new(), new("one", 1)), new("one", 1))).Message.ShouldContain("twice");
        Should.Throw<ArgumentException>(() => Add(Add(new(), new("one", 1)), new("two", 1))).Message.ShouldContain("One");
    }

    [Fact]
    public void A_version_that_is_only_read_needs_one_that_is_written() =>
        Should.Throw<ArgumentException>(() => new CommandRegistryBuilder<Command>().Read(new("one", 1), Shape, (context, number) => new One(context, number)).Build())
            .Message.ShouldContain("one version 1");

    [Fact]
    public void Another_version_is_read_and_never_written()
    {
        var registry = Add(new(), new("one", 2)).Read(new("one", 1), Shape, (context, number) => new One(context, number * 10)).Build();
        var context = SampleCommands.Context;

        registry.Decode(new("one", 1), context, "7"u8).ShouldBe(new One(context, 70));
        registry.Decode(new("one", 2), context, "7"u8).ShouldBe(new One(context, 7));
        registry.NameOf(new One(context, 7)).ShouldBe(new CommandName("one", 2));
        registry.Registered.ShouldBe([new("one", 1), new("one", 2)]);
    }

    [Fact]
    public void A_class_without_a_name_is_an_error_that_names_it() =>
        Should.Throw<ArgumentException>(() => Add(new(), new("one", 1)).Build().NameOf(new Two(SampleCommands.Context))).Message.ShouldContain(nameof(Two));

    private static CommandRegistryBuilder<Command> Add(CommandRegistryBuilder<Command> builder, CommandName name) =>
        builder.Add<One, int>(name, Shape, one => one.Number, (context, number) => new(context, number));

    private abstract record Command(CommandContext Context) : ICommand;

    private sealed record One(CommandContext Context, int Number) : Command(Context);

    private sealed record Two(CommandContext Context) : Command(Context);
}
