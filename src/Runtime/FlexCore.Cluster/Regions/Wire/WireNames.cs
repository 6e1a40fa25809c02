using FlexCore.Application.Commands;
using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Wire;

/// <summary>What comes again and again in requests, so that it is not made anew for each: ids, principals, names of commands.</summary>
/// <remarks>Thread-safe; bounded.</remarks>
internal sealed class WireNames(string kind)
{
    private readonly BytesCache<EntityId> _ids = new(4_096);
    private readonly BytesCache<SecurityContext> _securities = new(256);
    private readonly BytesCache<CommandName> _commands = new(256);

    /// <summary>The entity that a tenant and a key name, as they stand in a frame.</summary>
    /// <exception cref="WireException">They are no id.</exception>
    internal EntityId Id(ref WireReader reader)
    {
        var whole = reader.Rest;
        reader.Bytes();
        reader.Bytes();
        var bytes = whole[..(whole.Length - reader.Rest.Length)];
        if (_ids.TryGet(bytes, out var known))
        {
            return known;
        }

        var parts = new WireReader(bytes);
        try
        {
            var id = new EntityId(new TenantId(parts.Text()), kind, parts.Text());
            _ids.Set(bytes, id);
            return id;
        }
        catch (InvalidIdentifierException error)
        {
            throw new WireException(error.Message, error);
        }
    }

    internal SecurityContext Security(TenantId tenant, ReadOnlySpan<byte> principal)
    {
        if (_securities.TryGet(principal, out var known) && known.Tenant == tenant)
        {
            return known;
        }

        var security = new SecurityContext(tenant, Text(principal));
        _securities.Set(principal, security);
        return security;
    }

    internal CommandName Command(ref WireReader reader)
    {
        var whole = reader.Rest;
        reader.Bytes();
        reader.Varint();
        var bytes = whole[..(whole.Length - reader.Rest.Length)];
        if (_commands.TryGet(bytes, out var known))
        {
            return known;
        }

        var parts = new WireReader(bytes);
        var name = parts.Text();
        var version = parts.Varint();
        var command = new CommandName(name, version <= int.MaxValue ? (int)version : throw new WireException($"Version {version} of a command is out of range."));
        _commands.Set(bytes, command);
        return command;
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var writer = new WireWriter();
        writer.Bytes(bytes);
        return new WireReader(writer.Body).Text();
    }
}
