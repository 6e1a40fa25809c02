using System.Globalization;
using System.Text;
using FlexCore.Domain;
using FlexCore.Persistence.Records;

namespace FlexCore.Persistence.Sqlite.Tests.Shared;

public sealed class EntityIdCacheTests
{
    [Fact]
    public void The_same_bytes_give_the_same_identity()
    {
        var cache = new EntityIdCache();
        var first = cache.Get("default/account/1"u8);
        cache.Get("default/account/1"u8).ShouldBeSameAs(first);

        var second = cache.Get("default/account/2"u8);
        cache.Get("default/account/3"u8).Key.ShouldBe("3");
        cache.Get("default/account/2"u8).ShouldBeSameAs(second, "others lay between");
    }

    [Fact]
    public void More_streams_than_slots_are_all_told_apart()
    {
        var cache = new EntityIdCache();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < EntityIdCache.SlotCount * 3; i++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"default/account/{i}");
                cache.Get(Encoding.UTF8.GetBytes(name)).ShouldBe(EntityId.Parse(name), $"round {round}");
            }
        }
    }

    [Fact]
    public void What_is_no_stream_name_is_refused_and_not_remembered()
    {
        var cache = new EntityIdCache();
        cache.Get("default/account/1"u8);
        for (var round = 0; round < 2; round++)
        {
            Should.Throw<InvalidIdentifierException>(() => cache.Get("no name"u8));
        }

        cache.Get("default/account/1"u8).Key.ShouldBe("1");
    }
}
