using FlexCore.Architecture.Tests.Model;
using FlexCore.Hocon;
using FlexCore.Hocon.Documents;

namespace FlexCore.Architecture.Tests;

/// <summary>hocon/reference.conf and the option classes say the same, key by key and in both directions.</summary>
public sealed class ReferenceConfTests
{
    private const string File = "hocon/reference.conf";
    private static readonly string Text = Repository.Current.Read(File);
    private static readonly HoconObject Reference = HoconParser.Parse(Text, name: File).Resolve();

    private static IEnumerable<(string Key, object? Default, OptionClass Owner)> Keys =>
        OptionClass.All.SelectMany(owner => owner.Defaults.Select(entry => ($"{owner.Section}.{entry.Key}", entry.Value, owner)));

    [Fact]
    public void Every_option_has_its_key() =>
        Budget.None(
            Keys.Where(entry => Reference.Find(entry.Key) is null).Select(entry => $"{entry.Key} of {entry.Owner.Type.Name}"),
            $"Add each key to {File} with its default and a comment that says unit, range and effect.");

    [Fact]
    public void Every_key_has_its_option()
    {
        var known = Keys.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);

        Budget.None(
            Reference.Leaves().Where(leaf => !known.Contains(leaf.Path.ToString())).Select(leaf => $"{leaf.Path} at {leaf.Value.Origin}"),
            "A key that no option class reads does nothing: remove it, or add the property.");
    }

    [Fact]
    public void Every_default_is_the_same_in_both() =>
        Budget.None(
            from entry in Keys
            let value = Reference.Find(entry.Key)
            where value is not null && !Equals(Convert(value, entry.Default), entry.Default)
            select $"{entry.Key} is {value} at {value.Origin} but {entry.Default} in {entry.Owner.Type.Name}",
            "A default has one value.");

    [Fact]
    public void Every_key_has_a_comment_above_it()
    {
        var lines = Text.Split('\n');

        Budget.None(
            Reference.Leaves().Where(leaf => !lines[leaf.Value.Origin.Line - 2].TrimStart().StartsWith('#')).Select(leaf => $"{leaf.Path} at {leaf.Value.Origin}"),
            "A comment says unit, range and effect.");
    }

    [Fact]
    public void Every_validated_option_class_names_its_section() =>
        Budget.None(
            OptionClass.ProductTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal))
                .Where(type => type.GetMethod("Validate") is not null && OptionClass.TryRead(type) is null)
                .Select(type => type.FullName ?? type.Name),
            "Add: public const string Section = \"flexcore.…\";");

    [Fact]
    public void No_two_option_classes_share_a_section() =>
        OptionClass.All.Select(options => options.Section).ShouldBeUnique();

    [Fact]
    public void Option_classes_are_found() =>
        OptionClass.All.Count.ShouldBeGreaterThan(3, "otherwise the tests above say nothing");

    [Theory]
    [InlineData("MailboxCapacity", "mailbox-capacity")]
    [InlineData("Seed", "seed")]
    [InlineData("QueueBytesMax", "queue-bytes-max")]
    public void A_property_has_its_key_in_kebab_case(string property, string key) => OptionClass.KeyOf(property).ShouldBe(key);

    private static object? Convert(HoconValue value, object? @default) => @default switch
    {
        TimeSpan => value.AsString() == "infinite" ? Timeout.InfiniteTimeSpan : value.AsDuration(),
        int => (int)value.AsSize(),
        long => value.AsSize(),
        double => value.AsDouble(),
        bool => value.AsBoolean(),
        Enum known => Enum.Parse(known.GetType(), value.AsString().Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
        null => value.Kind == HoconValueKind.Null ? null : value.AsString(),
        _ => value.AsString(),
    };
}
