using FlexCore.Application.Events;

namespace FlexCore.Application.Tests.Events;

public sealed class EventRegistryBuilderTests
{
    private readonly EventRegistryBuilder<ParcelEvent> _builder = new();

    [Fact]
    public void A_name_registered_twice_is_refused()
    {
        _builder.Add("parcel.sent", 1, ParcelJson.Default.Sent);

        Should.Throw<ArgumentException>(() => _builder.Add("parcel.sent", 1, ParcelJson.Default.Packed)).Message.ShouldContain("'parcel.sent'");
    }

    [Fact]
    public void A_class_registered_twice_is_refused()
    {
        _builder.Add("parcel.sent", 1, ParcelJson.Default.Sent);

        Should.Throw<ArgumentException>(() => _builder.Add("parcel.posted", 1, ParcelJson.Default.Sent)).Message.ShouldContain("'parcel.posted'");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Parcel.Sent")]
    [InlineData("parcel..sent")]
    [InlineData(".sent")]
    [InlineData("parcel.")]
    [InlineData("parcel.-sent")]
    [InlineData("1parcel")]
    [InlineData("parcel sent")]
    [InlineData("pärcel")]
    [InlineData("flexcore.command-answered")]
    public void A_malformed_name_is_refused(string name)
    {
        Should.Throw<ArgumentException>(() => _builder.Add(name, 1, ParcelJson.Default.Sent));
    }

    [Fact]
    public void A_name_may_fill_its_limit_and_not_pass_it()
    {
        var longest = new string('a', EventRegistryBuilder<ParcelEvent>.TypeLengthMax);
        _builder.Add(longest, 1, ParcelJson.Default.Sent);

        Should.Throw<ArgumentException>(() => _builder.Add(longest + "a", 1, ParcelJson.Default.Packed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Versions_begin_at_one(int version)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _builder.Add("parcel.sent", version, ParcelJson.Default.Sent));
        Should.Throw<ArgumentOutOfRangeException>(() => _builder.Upcast("parcel.sent", version, payload => payload));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_hole_in_a_chain_of_upcasters_is_refused(int missing)
    {
        _builder.Add("parcel.sent", 3, ParcelJson.Default.Sent).Upcast("parcel.sent", 3 - missing, payload => payload);

        Should.Throw<ArgumentException>(_builder.Build).Message.ShouldContain($"no upcaster from version {missing}");
    }

    [Theory]
    [InlineData("parcel.sent", 2)]
    [InlineData("parcel.sent", 3)]
    [InlineData("parcel.snet", 1)]
    public void An_upcaster_that_leads_nowhere_is_refused(string type, int fromVersion)
    {
        _builder.Add("parcel.sent", 2, ParcelJson.Default.Sent)
            .Upcast("parcel.sent", 1, payload => payload);

        _builder.Upcast(type, fromVersion, payload => payload);

        Should.Throw<ArgumentException>(_builder.Build).Message.ShouldContain($"'{type}' from version {fromVersion}");
    }

    [Fact]
    public void An_upcaster_registered_twice_is_refused()
    {
        _builder.Upcast("parcel.sent", 1, payload => payload);

        Should.Throw<ArgumentException>(() => _builder.Upcast("parcel.sent", 1, payload => payload));
    }
}
