using System.Text.Json;
using FlexCore.Hocon.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace FlexCore.Hocon.Tests.Properties;

/// <summary>What holds for every document. A failure prints the seed that reproduces it.</summary>
public class HoconProperties
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    [Fact]
    public void Every_json_object_means_the_same_as_hocon() => Check.One(Often, Prop.ForAll(Documents.Json.ToArbitrary(), json =>
    {
        var text = json.ToJsonString();
        using var expected = JsonDocument.Parse(text);
        using var actual = JsonDocument.Parse(HoconParser.Parse(text).Resolve().ToJson());
        return JsonElement.DeepEquals(expected.RootElement, actual.RootElement);
    }));

    [Fact]
    public void Random_bytes_never_fail_in_any_other_way_than_by_a_hocon_exception() =>
        Check.One(Often, Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Outcome(() => HoconParser.ParseUtf8(bytes)) is not null));

    [Fact]
    public void Random_words_of_the_language_never_fail_in_any_other_way_than_by_a_hocon_exception() =>
        Check.One(Often.WithMaxTest(2_000), Prop.ForAll(Documents.Soup.ToArbitrary(), text => Outcome(() => HoconParser.Parse(text)) is not null));

    [Fact]
    public void Damaged_documents_never_fail_in_any_other_way_than_by_a_hocon_exception() =>
        Check.One(Often.WithMaxTest(2_000), Prop.ForAll(Documents.Damaged.ToArbitrary(), text => Outcome(() => HoconParser.Parse(text)) is not null));

    [Fact]
    public void Random_text_as_json_and_properties_never_fails_in_any_other_way()
    {
        using var folder = new TemporaryFolder();
        Check.One(Often.WithMaxTest(200), Prop.ForAll(Documents.Soup.Select(text => text.Replace('\uD800', '\uFFFD')).ToArbitrary(), text =>
            Outcome(() => HoconParser.ParseFile(folder.Write("x.json", text))) is not null
            && Outcome(() => HoconParser.ParseFile(folder.Write("x.properties", text))) is not null));
    }

    [Fact]
    public void Merging_is_associative() => Check.One(Often.WithMaxTest(2_000), Prop.ForAll(
        Documents.Hocon.ToArbitrary(),
        Documents.Hocon.ToArbitrary(),
        Documents.Hocon.ToArbitrary(),
        (first, second, third) =>
        {
            var (a, b, c) = (HoconParser.Parse(first), HoconParser.Parse(second), HoconParser.Parse(third));
            var left = Outcome(() => a.WithFallback(b).WithFallback(c));
            var right = Outcome(() => a.WithFallback(b.WithFallback(c)));
            return (left == right).Label($"{left} / {right}");
        }));

    [Fact]
    public void A_fallback_means_the_same_as_the_text_written_above() => Check.One(Often.WithMaxTest(2_000), Prop.ForAll(
        Documents.Hocon.ToArbitrary(),
        Documents.Hocon.ToArbitrary(),
        (text, fallback) =>
        {
            var merged = Outcome(() => HoconParser.Parse(text).WithFallback(HoconParser.Parse(fallback)));
            var written = Outcome(() => HoconParser.Parse(fallback + "\n" + text));
            return (merged == written).Label($"{merged} / {written}");
        }));

    [Fact]
    public void Resolving_what_is_resolved_changes_nothing() => Check.One(Often.WithMaxTest(2_000), Prop.ForAll(Documents.Hocon.ToArbitrary(), text =>
    {
        if (Resolve(() => HoconParser.Parse(text)) is not { } resolved)
        {
            return true;
        }

        return HoconDocument.Of(resolved).Resolve().ToJson() == resolved.ToJson()
            && HoconParser.Parse(resolved.ToJson()).Resolve().ToJson() == resolved.ToJson();
    }));

    [Fact]
    public void A_last_field_always_wins_over_everything_above_it() => Check.One(Often, Prop.ForAll(Documents.Hocon.ToArbitrary(), text =>
        Resolve(() => HoconParser.Parse(text + "\nlast = fixed")) is not { } resolved || resolved.GetString("last") == "fixed"));

    [Fact]
    public void Leaves_and_find_agree() => Check.One(Often, Prop.ForAll(Documents.Hocon.ToArbitrary(), text =>
        Resolve(() => HoconParser.Parse(text)) is not { } resolved
        || resolved.Leaves().All(leaf => ReferenceEquals(resolved.Find(HoconPath.Parse(leaf.Path.ToString())), leaf.Value))));

    [Fact]
    public void Any_segments_survive_rendering_and_parsing_as_a_path() => Check.One(Often, Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<string?>>(),
        segments =>
        {
            var path = new HoconPath([.. segments.Get.Select(segment => segment ?? "")]);
            return HoconPath.Parse(path.ToString()).Equals(path);
        }));

    private static string Outcome(Func<HoconDocument> document)
    {
        try
        {
            return document().Resolve(Resolved.Settings(("ENV", "e"))).ToJson();
        }
        catch (HoconException e)
        {
            return $"error {e.Kind}";
        }
    }

    private static HoconObject? Resolve(Func<HoconDocument> document)
    {
        try
        {
            return document().Resolve(Resolved.Settings(("ENV", "e")));
        }
        catch (HoconException)
        {
            return null;
        }
    }
}
