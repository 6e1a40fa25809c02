using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Wire;

/// <summary>A command's context as it travels: principal, time, correlation, causation, idempotency key and hash, trace. The tenant is the entity's.</summary>
internal static class ContextCodec
{
    private const byte HasCausation = 1;
    private const byte HasKey = 2;
    private const byte HasTrace = 4;
    private const byte HasHash = 8;
    private const byte Known = HasCausation | HasKey | HasTrace | HasHash;

    /// <summary>Writes a context.</summary>
    /// <param name="frame">Where to.</param>
    /// <param name="context">The context.</param>
    /// <param name="trace">Its trace, or that of the caller when it names none.</param>
    internal static void Write(WireWriter frame, CommandContext context, TraceParent? trace)
    {
        var hasCausation = !string.Equals(context.CausationId, context.CorrelationId, StringComparison.Ordinal);
        frame.Byte((byte)((hasCausation ? HasCausation : 0) | (context.IdempotencyKey is null ? 0 : HasKey)
            | (context.RequestHash is null ? 0 : HasHash) | (trace is null ? 0 : HasTrace)));
        frame.Text(context.Security.Principal);
        frame.Fixed64(context.Time.Ticks);
        frame.SignedVarint((long)context.Time.Offset.TotalMinutes);
        frame.Text(context.CorrelationId);
        if (hasCausation)
        {
            frame.Text(context.CausationId);
        }

        if (context.IdempotencyKey is { } key)
        {
            frame.Text(key);
        }

        if (context.RequestHash is { } hash)
        {
            frame.Text(hash);
        }

        if (trace is { } parent)
        {
            frame.Trace(parent);
        }
    }

    /// <exception cref="WireException">It is malformed.</exception>
    internal static CommandContext Read(ref WireReader reader, TenantId tenant, WireNames names)
    {
        var flags = reader.Byte();
        if ((flags & ~Known) != 0)
        {
            throw new WireException($"The context of a command has unknown parts ({flags}).");
        }

        var security = names.Security(tenant, reader.Bytes());
        var time = Time(reader.Fixed64(), reader.SignedVarint());
        var context = new CommandContext(security, time, reader.Text());
        return context with
        {
            CausationId = (flags & HasCausation) != 0 ? reader.Text() : context.CorrelationId,
            IdempotencyKey = (flags & HasKey) != 0 ? reader.Text() : null,
            RequestHash = (flags & HasHash) != 0 ? reader.Text() : null,
            TraceParent = (flags & HasTrace) != 0 ? reader.Trace() : null,
        };
    }

    private static DateTimeOffset Time(long ticks, long offsetMinutes)
    {
        try
        {
            return new DateTimeOffset(ticks, TimeSpan.FromMinutes(offsetMinutes));
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            throw new WireException("The time of a command is out of range.", error);
        }
    }
}
