using FlexCore.Cluster.Regions.Wire;
using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;

namespace FlexCore.Cluster.Tests.Regions.Wire;

public sealed class ContextCodecTests
{
    private static readonly TenantId Acme = new("acme");

    private readonly WireWriter _writer = new();
    private readonly WireNames _names = new("ledger");

    private static CommandContext Full { get; } = new(new SecurityContext(Acme, "user:ana"), new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.FromHours(-3)), "chain")
    {
        CausationId = "cause",
        IdempotencyKey = "key",
        RequestHash = "0123456789abcdef0123456789abcdef",
        TraceParent = new TraceParent(5, 6, 1),
    };

    /// <summary>A member that is added to the context must travel, too: this fails until it does.</summary>
    [Fact]
    public void Every_member_of_a_context_travels()
    {
        foreach (var property in typeof(CommandContext).GetProperties())
        {
            property.GetValue(Full).ShouldNotBeNull($"give {property.Name} a value in this test");
            property.GetValue(Full).ShouldNotBe(property.GetValue(new CommandContext(new SecurityContext(TenantId.Default, "x"), default, "x")), property.Name);
        }

        Travel(Full).ShouldBe(Full);
        Travel(Full).Time.Offset.ShouldBe(Full.Time.Offset);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_mix_of_given_and_missing_parts_comes_back(int seed)
    {
        var random = new Random(seed);
        string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 150)).Select(_ => "aä€😀 \n"[random.Next(6)] is var c && char.IsSurrogate(c) ? 'x' : c));
        for (var i = 0; i < 500; i++)
        {
            var context = new CommandContext(
                new SecurityContext(Acme, Text()),
                new DateTimeOffset(random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), TimeSpan.FromMinutes(random.Next(-840, 841))),
                Text());
            context = random.Next(2) == 0 ? context : context with { CausationId = Text() };
            context = random.Next(2) == 0 ? context : context with { IdempotencyKey = Text() };
            context = random.Next(2) == 0 ? context : context with { RequestHash = Text() };
            context = random.Next(2) == 0 ? context : context with { TraceParent = new TraceParent(7, (ulong)random.NextInt64(1, long.MaxValue), 0) };

            Travel(context).ShouldBe(context, $"seed {seed}, round {i}");
        }
    }

    [Fact]
    public void A_part_that_this_version_does_not_know_is_malformed()
    {
        _writer.Byte(16);

        Should.Throw<WireException>(() => Read(_writer.Body.ToArray())).Message.ShouldContain("unknown parts");
    }

    [Fact]
    public void A_context_that_ends_early_is_malformed_at_every_byte()
    {
        ContextCodec.Write(_writer, Full, Full.TraceParent);
        var whole = _writer.Body.ToArray();

        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Should.Throw<WireException>(() => Read(cut), $"{length} of {whole.Length} bytes");
        }
    }

    [Fact]
    public void A_time_out_of_range_is_malformed()
    {
        _writer.Byte(0);
        _writer.Text("user:ana");
        _writer.Fixed64(long.MaxValue);
        _writer.SignedVarint(0);
        _writer.Text("chain");

        Should.Throw<WireException>(() => Read(_writer.Body.ToArray())).Message.ShouldContain("time");
    }

    [Fact]
    public void One_principal_in_two_tenants_is_two()
    {
        var other = Full with { Security = new SecurityContext(new TenantId("other"), "user:ana") };

        Travel(Full).Security.Tenant.ShouldBe(Acme);
        ContextCodec.Write(_writer.Begin(), other, null);
        var reader = new WireReader(_writer.Body);
        ContextCodec.Read(ref reader, other.Security.Tenant, _names).Security.ShouldBe(other.Security);
    }

    private CommandContext Travel(CommandContext context)
    {
        ContextCodec.Write(_writer.Begin(), context, context.TraceParent);
        return Read(_writer.Body.ToArray());
    }

    private CommandContext Read(byte[] body)
    {
        var reader = new WireReader(body);
        var context = ContextCodec.Read(ref reader, Acme, _names);
        reader.Rest.IsEmpty.ShouldBeTrue();
        return context;
    }
}
