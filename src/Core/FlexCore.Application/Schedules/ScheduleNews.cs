using System.Text;
using FlexCore.Application.Topics;
using FlexCore.Domain;

namespace FlexCore.Application.Schedules;

/// <summary>The message that a schedule has changed. Pure.</summary>
internal static class ScheduleNews
{
    /// <summary>As many messages as may wait for the scheduler; when more are lost it looks at all schedules.</summary>
    public const int BufferSize = 65_536;

    public const string Topic = "schedules:changed";

    public static SecurityContext Security { get; } = new(TenantId.Default, "service:schedules");

    public static TopicMessage Of(EntityId schedule) => new(Security, Topic, Encoding.UTF8.GetBytes($"\"{schedule.StreamId}\""));

    public static EntityId Read(TopicMessage message) => EntityId.Parse(Encoding.UTF8.GetString(message.Payload.Span).Trim('"'));
}
