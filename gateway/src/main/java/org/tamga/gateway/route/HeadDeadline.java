package org.tamga.gateway.route;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;

/**
 * Closes a connection whose request has begun, and whose head is not whole {@link #LIMIT} later (a "slow loris"): Vert.x looks only
 * at how long nothing comes at all. Netty finds this by its service file and lets it put itself first into every connection that a
 * server accepts; it does so for those of servers that {@link HeadWatch} has started. A connection on which nothing has come yet is left
 * to the limit on idle ones.
 */
public final class HeadDeadline extends ChannelInitializerExtension {

    static final Duration LIMIT = Duration.ofSeconds(10);
    static final String HANDLER = "head-deadline";
    /** To be told that a request is there, and that it is answered. Of the JDK's types alone: there may be two loaders of this class. */
    static final AttributeKey<Consumer<Boolean>> REQUEST = AttributeKey.valueOf("tamga.request");

    /** A system property: whether servers that start now are to be watched. Other loaders' copies of this class see it, too. */
    static final String STARTING = "tamga.head-deadline.starting";
    private static final AttributeKey<Boolean> WATCHED = AttributeKey.valueOf("tamga.watched");

    @Override
    public void postInitializeServerListenerChannel(ServerChannel channel) {
        channel.attr(WATCHED).set(Boolean.getBoolean(STARTING));
    }

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        if (!Boolean.TRUE.equals(channel.parent().attr(WATCHED).get())) {
            return;
        }
        var watch = new Watch();
        channel.attr(REQUEST).set(watch::request);
        channel.pipeline().addFirst(HANDLER, watch);
    }

    /** On the connection's event loop alone. */
    private static final class Watch extends ChannelInboundHandlerAdapter {

        private boolean isWithin;
        /** Whether a request was told of while the bytes that came last were looked at. */
        private boolean isTold;
        private ScheduledFuture<?> deadline;

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            isTold = false;
            context.fireChannelRead(bytes);
            // Nearly all heads come whole, and need no clock.
            if (!isWithin && !isTold && deadline == null && !context.isRemoved() && context.channel().isActive()) {
                deadline = context.executor().schedule(() -> context.close(), LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            cancel();
            context.fireChannelInactive();
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            cancel();
        }

        private void request(boolean isThere) {
            isTold = true;
            isWithin = isThere;
            cancel();
        }

        private void cancel() {
            if (deadline != null) {
                deadline.cancel(false);
                deadline = null;
            }
        }
    }
}
